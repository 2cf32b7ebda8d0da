package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One YAML scalar as the type its key has in the schema. */
final class Scalar {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern LONG = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}\\.[0-9]{1,18}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Scalar() {}

    /**
     * A text where the schema wants one keeps its spelling ({@code 60.0}, a password of digits); a quoted number or a
     * placeholder's value becomes the number or boolean the schema wants; otherwise the YAML type counts.
     */
    static JsonNode typed(String text, Tag tag, Shape shape) {
        boolean whole = WHOLE.matcher(text).matches();
        boolean logical = text.equals("true") || text.equals("false");
        if (shape.is("integer") && whole) {
            return JSON.numberNode(Integer.parseInt(text));
        }
        if (shape.is("boolean") && logical) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (shape.known() || tag.equals(Tag.STR)) {
            return JSON.textNode(text);
        }
        if (tag.equals(Tag.BOOL) && logical) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.INT) && LONG.matcher(text).matches()) {
            return whole ? JSON.numberNode(Integer.parseInt(text)) : JSON.numberNode(Long.parseLong(text));
        }
        boolean decimal = tag.equals(Tag.FLOAT) && DECIMAL.matcher(text).matches();
        return decimal ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
    }
}
