package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file and what came of it.
 *
 * @param id the file's name without {@code .yaml}, also where that is no valid id
 * @param connector absent where a problem is an error, unless an earlier version is kept
 */
record ConnectorFile(String id, Optional<Connector> connector, List<Problem> problems) {
    static final String SUFFIX = ".yaml";
    static final Pattern ID = Pattern.compile("[a-z0-9-]+");
    static final int MOST_BYTES = 256 * 1024;

    /** With the problems of this file and the connector of an earlier version. */
    ConnectorFile keeping(Optional<Connector> earlier) {
        return new ConnectorFile(id, earlier, problems);
    }

    static ConnectorFile read(Path path, Surroundings surroundings) {
        String file = path.getFileName().toString();
        try {
            return read(file, SmallFile.text(path, MOST_BYTES), surroundings);
        } catch (SmallFile.Unusable unusable) {
            return unreadable(file, "The file " + unusable.getMessage() + ".");
        }
    }

    static ConnectorFile read(String file, String text, Surroundings surroundings) {
        Problems problems = new Problems(file);
        String id = id(file);
        if (!ID.matcher(id).matches()) {
            problems.error(
                    1,
                    "",
                    "The file's name is the connector's id. Allowed: lower-case letters, digits and '-',"
                            + " then .yaml. Rename the file.");
        }
        Optional<Connector> connector = YamlText.keys(plain(text), problems)
                .flatMap(keys -> YamlTree.read(keys, ConnectorSchema.SHAPE, surroundings.placeholders(), problems))
                .flatMap(tree -> connector(id, tree, problems, surroundings));
        return new ConnectorFile(id, connector, problems.inOrder());
    }

    /** Without the mark some editors put before UTF-8. */
    static String plain(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Optional<Connector> connector(
            String id, ObjectNode tree, Problems problems, Surroundings surroundings) {
        Section file = new Section(tree, ConnectorSchema.SHAPE, "", problems);
        ConnectorSchema.check(tree, problems);
        ConnectorRules.check(file, surroundings);
        return problems.anyError() ? Optional.empty() : Optional.of(ConnectorReading.connector(id, file));
    }

    private static ConnectorFile unreadable(String file, String message) {
        Problems problems = new Problems(file);
        problems.error(1, "", message);
        return new ConnectorFile(id(file), Optional.empty(), problems.inOrder());
    }

    private static String id(String file) {
        return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
    }
}
