package io.connectors.salesforce.simulator.org;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** {@code /sobjects/X/{id}} and {@code /sobjects/X/updated}: queries under another address. */
final class RecordEndpoint {
    private static final int MOST_IDS = 600_000;

    private final Catalog catalog;

    RecordEndpoint(Catalog catalog) {
        this.catalog = catalog;
    }

    /** One record: the fields named in {@code fields}, or all of them. */
    byte[] record(String object, String id, String version, Map<String, String> parameters) {
        String all = catalog.fields(catalog.table(object)).stream()
                .map(Table.Field::name)
                .collect(Collectors.joining(","));
        Soql soql = SoqlParser.parse(
                "SELECT " + parameters.getOrDefault("fields", all) + " FROM " + object + " WHERE Id = '" + id + "'");
        int[] rows = new SoqlEvaluator(catalog, soql).rows();
        if (rows.length == 0) {
            throw SoqlProblem.notFound();
        }
        JsonBytes json = new JsonBytes();
        new RecordShape(catalog, soql, version).write(json, rows[0]);
        return json.toBytes();
    }

    /** The Ids of the records changed from {@code start} to before {@code end}, and up to when that is all of them. */
    byte[] updated(String object, Map<String, String> parameters) {
        Instant start = time(parameters, "start");
        Instant end = time(parameters, "end");
        if (!start.isBefore(end)) {
            throw new SoqlProblem(
                    400, "INVALID_REPLICATION_DATE", "startDate must be before endDate by at least one minute");
        }
        Soql soql = SoqlParser.parse(
                "SELECT Id FROM " + object + " WHERE SystemModstamp >= " + start + " AND SystemModstamp < " + end);
        int[] rows = new SoqlEvaluator(catalog, soql).rows();
        if (rows.length > MOST_IDS) {
            throw new SoqlProblem(400, "EXCEEDED_ID_LIMIT", "The result has more than 600,000 Ids");
        }
        Table table = catalog.table(object);
        StringJoiner ids = new StringJoiner("\",\"", "[\"", "\"]").setEmptyValue("[]");
        for (int row : rows) {
            ids.add(table.id(row));
        }
        Instant covered = end.isBefore(catalog.users.now()) ? end : catalog.users.now();
        return ("{\"ids\":" + ids + ",\"latestDateCovered\":\"" + UserTable.MOMENT.format(covered) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Instant time(Map<String, String> parameters, String name) {
        try {
            return OffsetDateTime.parse(parameters.getOrDefault(name, "")).toInstant();
        } catch (DateTimeException none) {
            throw new SoqlProblem(400, "MISSING_ARGUMENT", name + " has to be a time such as 2026-01-01T00:00:00Z");
        }
    }
}
