package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.config.allow.Address;
import io.connectors.salesforce.config.allow.SecretSources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What somebody with the console's token may not change in a connector's file, so that the token leads to no secret they do not have: a
 * placeholder names what is allowed or what stood there already, and a secret does not follow to an address it was not entered for.
 */
final class ConnectorChange {
    private static final List<String> PRIVATE_KEY = List.of("salesforce", "privateKey");
    private static final List<String> TYPE = List.of("platform", "type");
    private static final List<String> PLATFORM = List.of("platform");
    private static final List<String> OAUTH2 = List.of("platform", "oauth2");
    private static final List<String> SALESFORCE = List.of("salesforce");
    private static final List<String> URL = List.of("salesforce", "url");
    private static final List<String> PLATFORM_URL = List.of("platform", "url");
    private static final List<String> TOKEN_URL = List.of("platform", "oauth2", "tokenUrl");

    private final String file;
    private final Map<List<String>, List<String>> before;
    private final Map<List<String>, List<String>> sent;
    private final Map<List<String>, List<String>> after;
    private final Set<List<String>> secrets;
    private final SecretSources sources;
    private final UnaryOperator<String> values;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> again = new ArrayList<>();

    private ConnectorChange(
            String file,
            Options stored,
            Options sent,
            Options merged,
            SecretSources sources,
            UnaryOperator<String> values) {
        this.file = file;
        before = texts(stored.tree());
        this.sent = texts(sent.tree());
        after = texts(merged.tree());
        secrets = new HashSet<>(merged.paths());
        this.sources = sources;
        this.values = values;
    }

    /**
     * Nothing is told of a file or variable that may not be named.
     *
     * @param merged what was sent, with the stored secrets that were not
     * @param values as {@link Surroundings#placeholders}
     * @throws FolderProblem if the change is not to be made
     */
    static void check(
            String file,
            Options stored,
            Options sent,
            Options merged,
            SecretSources sources,
            UnaryOperator<String> values) {
        ConnectorChange change = new ConnectorChange(file, stored, sent, merged, sources, values);
        change.placeholders();
        if (change.problems.isEmpty() && !change.before.isEmpty()) {
            change.addresses();
        }
        if (!change.problems.isEmpty()) {
            throw new FolderProblem(
                    FolderProblem.Kind.INVALID,
                    file + " was not written: "
                            + (change.again.isEmpty()
                                    ? "some of its values are not allowed through the API."
                                    : "the address changed: enter " + String.join(", ", change.again) + " again."),
                    change.problems);
        }
    }

    /** The texts of a tree by the path of their key; those of a list together. */
    private static Map<List<String>, List<String>> texts(JsonNode tree) {
        Map<List<String>, List<String>> texts = new LinkedHashMap<>();
        collect(tree, List.of(), texts);
        return texts;
    }

    private static void collect(JsonNode value, List<String> path, Map<List<String>, List<String>> texts) {
        if (value instanceof ObjectNode block) {
            block.properties().forEach(entry -> {
                List<String> child = new ArrayList<>(path);
                child.add(entry.getKey());
                collect(entry.getValue(), child, texts);
            });
        } else if (value.isArray()) {
            StreamSupport.stream(value.spliterator(), false).forEach(each -> collect(each, path, texts));
        } else if (!value.isNull() && !value.asText().isEmpty()) {
            texts.computeIfAbsent(path, key -> new ArrayList<>()).add(value.asText());
        }
    }

    private void placeholders() {
        after.forEach((path, texts) -> {
            Set<Placeholder> known = named(before.getOrDefault(path, List.of()));
            for (Placeholder placeholder : named(texts)) {
                if (!known.contains(placeholder) && !allowed(placeholder)) {
                    problem(path, placeholder + " is not allowed through the API. " + allowed(placeholder.kind()));
                }
            }
        });
        List<String> key = after.getOrDefault(PRIVATE_KEY, List.of());
        if (!key.equals(before.getOrDefault(PRIVATE_KEY, List.of()))
                && !key.stream().allMatch(sources::file)) {
            problem(PRIVATE_KEY, "is not allowed through the API. " + allowed(Placeholder.Kind.FILE));
        }
    }

    private boolean allowed(Placeholder placeholder) {
        return placeholder.kind() == Placeholder.Kind.ENV
                ? sources.variable(placeholder.name())
                : sources.file(placeholder.name());
    }

    private String allowed(Placeholder.Kind kind) {
        return kind == Placeholder.Kind.ENV
                ? "Allowed are variables whose whole name matches the setting secrets.environment, except settings of the process."
                        + " Extend it, or edit the file itself."
                : "Allowed are files below the folders of the setting secrets.files ("
                        + sources.folders().stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + "), except those the process itself uses. Put it there, or edit the file itself.";
    }

    /** The placeholders in some texts; a text that is none of them is reported when the file is read. */
    private static Set<Placeholder> named(List<String> texts) {
        Set<Placeholder> named = new HashSet<>();
        texts.forEach(text -> Placeholder.find(text).forEach(named::add));
        return named;
    }

    private void addresses() {
        if (moved(URL)) {
            again(SALESFORCE);
        }
        boolean elsewhere = !after.getOrDefault(TYPE, List.of()).equals(before.getOrDefault(TYPE, List.of()))
                || after.keySet().stream().anyMatch(path -> leads(path) && moved(path));
        if (elsewhere) {
            again(PLATFORM);
        } else if (moved(TOKEN_URL)) {
            again(OAUTH2);
        }
    }

    /** Whether a key of the platform may say where its secrets go; for a type of one's own that can be any. */
    private static boolean leads(List<String> path) {
        return below(PLATFORM, path)
                && !below(OAUTH2, path)
                && (path.equals(PLATFORM_URL)
                        || !ConnectorSchema.SHAPE
                                .property("platform")
                                .property(path.get(1))
                                .known());
    }

    /** Whether a key leads to another scheme, host or port than before, or to one where none was. */
    private boolean moved(List<String> path) {
        List<String> now = after.getOrDefault(path, List.of());
        List<String> old = before.getOrDefault(path, List.of());
        if (now.equals(old)) {
            return false;
        }
        String name = path.get(path.size() - 1);
        Set<Address> known = addresses(name, old).orElse(Set.of());
        return addresses(name, now).map(led -> !known.containsAll(led)).orElse(true);
    }

    /** Where some texts lead; empty where a placeholder among them has no value. */
    private Optional<Set<Address>> addresses(String name, List<String> texts) {
        try {
            Set<Address> addresses = new HashSet<>();
            for (String text : texts) {
                String value = Placeholder.parts(text).stream()
                        .map(part -> part.literal() ? part.text() : values.apply(part.text()))
                        .collect(Collectors.joining());
                addresses.addAll(Address.in(name, value));
            }
            return Optional.of(addresses);
        } catch (RuntimeException none) {
            return Optional.empty();
        }
    }

    private void again(List<String> block) {
        after.forEach((path, texts) -> {
            Set<Placeholder> named = named(texts);
            boolean secret = path.equals(PRIVATE_KEY)
                    || !named.isEmpty()
                    || IntStream.rangeClosed(1, path.size()).anyMatch(end -> secrets.contains(path.subList(0, end)));
            if (below(block, path) && secret && !(sent.containsKey(path) && mayMove(path, texts, named))) {
                String key = String.join(".", path);
                again.add(key);
                problem(
                        path,
                        "the address changed: enter " + key + " again."
                                + (sent.containsKey(path) ? " " + allowed(kind(path, named)) : ""));
            }
        });
    }

    private boolean mayMove(List<String> path, List<String> texts, Set<Placeholder> named) {
        return named.stream().allMatch(this::allowed)
                && (!path.equals(PRIVATE_KEY) || texts.stream().allMatch(sources::file));
    }

    private static Placeholder.Kind kind(List<String> path, Set<Placeholder> named) {
        return !path.equals(PRIVATE_KEY) && named.stream().anyMatch(each -> each.kind() == Placeholder.Kind.ENV)
                ? Placeholder.Kind.ENV
                : Placeholder.Kind.FILE;
    }

    private static boolean below(List<String> block, List<String> path) {
        return path.size() > block.size() && path.subList(0, block.size()).equals(block);
    }

    private void problem(List<String> path, String message) {
        problems.add(new Problem(Severity.ERROR, file, 1, String.join(".", path), message));
    }
}
