package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a block that are not to be seen: those of keys that sound like secrets, and those that placeholders brought. */
final class HiddenValues {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z]{2,20} +(\\S.*)", Pattern.DOTALL);
    /** Words and numbers that messages are full of. */
    private static final Pattern PLAIN = Pattern.compile("true|false|\\d{1,5}", Pattern.CASE_INSENSITIVE);
    /** Its words are those of the schema or the name of a route. */
    private static final Set<String> OPEN = Set.of("platform.type");

    private final Problems problems;
    private final List<String> found = new ArrayList<>();

    private HiddenValues(Problems problems) {
        this.problems = problems;
    }

    static List<Secret> of(Section block) {
        HiddenValues hidden = new HiddenValues(block.problems());
        hidden.collect(block.node(), block.key(), block.shape(), false);
        return hidden.found.stream().distinct().map(Secret::new).toList();
    }

    private void collect(JsonNode value, String key, Shape shape, boolean below) {
        boolean secret = below || YamlTree.secret(key, shape);
        if (value.isObject()) {
            value.properties()
                    .forEach(entry -> collect(
                            entry.getValue(),
                            Problems.child(key, entry.getKey()),
                            shape.property(entry.getKey()),
                            secret));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                collect(value.get(i), Problems.item(key, i), shape.items(), secret);
            }
        } else if (value.isTextual() || secret) {
            take(value.asText(), key, secret, shape);
        }
    }

    private void take(String text, String key, boolean secret, Shape shape) {
        boolean brought = problems.fromPlaceholder(key)
                && !OPEN.contains(key)
                && shape.choices().isEmpty();
        if (secret || brought) {
            add(text, secret);
            Matcher scheme = SCHEME.matcher(text);
            if (secret && scheme.matches()) {
                add(scheme.group(1), true);
            }
        }
        if (brought) {
            brought(problems.written(key), text);
        }
    }

    private void add(String text, boolean secret) {
        if (!text.isEmpty() && (secret || !PLAIN.matcher(text).matches())) {
            found.add(text);
        }
    }

    /** What each placeholder of a text stands for, as far as that can be told from the words between them. */
    private void brought(String written, String text) {
        StringBuilder around = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(written);
        int end = 0;
        while (placeholder.find()) {
            around.append(Pattern.quote(written.substring(end, placeholder.start())))
                    .append("(.*?)");
            end = placeholder.end();
        }
        around.append(Pattern.quote(written.substring(end)));
        Matcher values = Pattern.compile(around.toString(), Pattern.DOTALL).matcher(text);
        for (int i = 1; values.matches() && i <= values.groupCount(); i++) {
            add(values.group(i), false);
        }
    }
}
