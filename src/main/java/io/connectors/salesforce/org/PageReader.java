package io.connectors.salesforce.org;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.mapping.SourceUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a page of query results as a stream, picking the columns asked for out of each record. */
final class PageReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(1 << 20)
                    .build())
            .build()
            .setCodec(new ObjectMapper());

    private final Column columns;
    private final int width;

    PageReader(List<String> columns) {
        this.columns = Column.tree(columns);
        this.width = columns.size();
    }

    /** @throws OrgFailure if it is not a whole page */
    Page read(byte[] body) {
        try (JsonParser json = JSON.createParser(body == null ? new byte[0] : body)) {
            return page(json);
        } catch (IOException cut) {
            throw unreadable(body, cut);
        }
    }

    private static OrgFailure unreadable(byte[] body, IOException cause) {
        if (OrgErrors.causes(cause).anyMatch(StreamConstraintsException.class::isInstance)) {
            return new OrgFailure(
                    "Salesforce's answer is nested too deep or too long in a value (1 MiB is read of one), so the read is not"
                            + " complete. Nothing was sent and nobody is removed; take fields of that size out of the mapping.",
                    cause);
        }
        return JsonAnswer.unreadable("Salesforce's answer", body, cause);
    }

    private Page page(JsonParser json) throws IOException {
        long total = -1;
        Boolean done = null;
        String next = null;
        List<SourceUser> users = null;
        expect(json.nextToken() == JsonToken.START_OBJECT);
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (member) {
                case "totalSize" -> total = json.getLongValue();
                case "done" -> done = json.getBooleanValue();
                case "nextRecordsUrl" -> next = value == JsonToken.VALUE_NULL ? null : json.getText();
                case "records" -> users = records(json);
                default -> json.skipChildren();
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        expect(total >= 0 && done != null && users != null);
        return new Page(total, done, next, users);
    }

    private static void expect(boolean shape) throws IOException {
        if (!shape) {
            throw new IOException("not a page of records");
        }
    }

    private List<SourceUser> records(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        List<SourceUser> users = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Object[] values = new Object[width];
            String id = record(json, columns, values);
            users.add(new SourceUser(SalesforceId.normal(id), values));
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
        return users;
    }

    /** Fills the values of one record and of the parents within it; answers its Id, or UserId where it has none. */
    private static String record(JsonParser json, Column columns, Object[] values) throws IOException {
        String id = null;
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (member.equals("Id") || member.equals("UserId") && id == null) {
                id = json.getText();
            }
            Column column = columns.child(member);
            if (column == null) {
                json.skipChildren();
            } else if (token == JsonToken.START_OBJECT && column.isParent()) {
                record(json, column, values);
            } else if (column.index() >= 0) {
                values[column.index()] = value(json, token);
            } else {
                json.skipChildren();
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT);
        return id;
    }

    private static Object value(JsonParser json, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case START_OBJECT -> json.readValueAs(Map.class);
            case START_ARRAY -> json.readValueAs(List.class);
            default -> null;
        };
    }
}
