package io.connectors.salesforce.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML 1.2 syntax: a file's text to nodes that know their lines. */
final class YamlText {
    private static final int DEEPEST = 20;

    private YamlText() {}

    /** The file's keys, or nothing and the reason among the problems. Never shows the file's content. */
    static Optional<MappingNode> keys(String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(true) // found later, each with its line
                .setAllowNonScalarKeys(true) // found later: it is how an unquoted placeholder looks
                .build();
        try {
            if (tooDeep(text, settings, problems)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent() && root.get() instanceof MappingNode keys) {
                return Optional.of(keys);
            }
            problems.error(1, "", "The file holds no keys. Start from connectors/example.yaml.");
        } catch (MarkedYamlEngineException wrong) {
            problems.error(line(wrong.getProblemMark()), "", "This is not YAML: " + explained(wrong));
        } catch (ReaderException wrong) {
            int line = 1
                    + (int) text.chars()
                            .limit(wrong.getPosition())
                            .filter(character -> character == '\n')
                            .count();
            problems.error(line, "", "This is not YAML: it holds a control character. Remove it.");
        } catch (YamlEngineException wrong) {
            problems.error(1, "", "This is not YAML. Compare it with connectors/example.yaml.");
        }
        return Optional.empty();
    }

    /** Composing recurses, parsing does not: this keeps a hostile file from overflowing the stack. */
    private static boolean tooDeep(String text, LoadSettings settings, Problems problems) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEEPEST) {
                problems.error(line(event.getStartMark()), "", "Nested too deeply. Allowed: " + DEEPEST + " levels.");
                return true;
            }
        }
        return false;
    }

    static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    private static String explained(MarkedYamlEngineException wrong) {
        String problem = wrong.getProblem();
        String begun = wrong.getContextMark()
                .map(mark -> " (begun in line " + (mark.getLine() + 1) + ")")
                .orElse("");
        if (problem.contains("(TAB)")) {
            return "a tab stands here. Indent with spaces.";
        }
        if (problem.contains("undefined")) { // the parser would quote the file here
            return "a value begins with * or !. Put it in quotes.";
        }
        if (problem.contains("cannot start any token")) {
            return "a value begins with a special character. Put it in quotes.";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "a colon where none may be. Put the value in quotes, or line the key up with the others.";
        }
        if (problem.contains("another document")) {
            return "a second document begins here. Keep one connector to a file.";
        }
        return problem + begun + ". Compare quotes, brackets and indentation with connectors/example.yaml.";
    }
}
