package io.connectors.salesforce.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.connectors.salesforce.run.Counts;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Prints reports, for people as a table and for programs as one JSON array; and tells the exit code they ask for. */
final class Reports {
    private static final int HELD = 3;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> HEADINGS = List.of(
            "Connector",
            "Status",
            "Read",
            "Unchanged",
            "Created",
            "Updated",
            "Deleted",
            "Rejected",
            "Pending",
            "Missing",
            "Calls",
            "Seconds");

    private Reports() {}

    static void print(Collection<RunReport> reports, boolean json, PrintWriter out) {
        if (json) {
            out.println(json(reports));
        } else {
            out.print(table(reports));
            reports.forEach(report -> explain(report, out));
        }
        out.flush();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String table(Collection<RunReport> reports) {
        int widest = reports.stream()
                .mapToInt(report -> report.connector().length())
                .max()
                .orElse(0);
        Column[] columns = new Column[HEADINGS.size()];
        columns[0] = new Column(Math.max(widest, 9) + 1, 0, Column.Overflow.SPAN);
        columns[1] = new Column(11, 1, Column.Overflow.SPAN);
        for (int i = 2; i < columns.length; i++) {
            columns[i] = new Column(10, 1, Column.Overflow.SPAN);
        }
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.AUTO), columns);
        table.addRowValues(HEADINGS.toArray(String[]::new));
        reports.forEach(report -> table.addRowValues(row(report)));
        return table.toString();
    }

    private static String[] row(RunReport report) {
        Counts counts = report.counts();
        return new String[] {
            report.connector(),
            report.status().word(),
            number(counts.read()),
            number(counts.unchanged()),
            number(counts.created()),
            number(counts.updated()),
            number(counts.deleted()),
            number(counts.rejected()),
            number(counts.pending()),
            number(counts.missing()),
            number(report.apiCalls()),
            String.format(java.util.Locale.ROOT, "%.1f", report.durationMs() / 1000.0)
        };
    }

    private static String number(long count) {
        return String.format(java.util.Locale.ROOT, "%,d", count);
    }

    private static void explain(RunReport report, PrintWriter out) {
        if (report.reason() != null) {
            out.println(report.connector() + ": " + report.reason());
        }
        if (!report.leftOut().isEmpty()) {
            out.println(report.connector() + ": left out, as their fields cannot be read or do not exist: "
                    + String.join(", ", report.leftOut()) + " (`check " + report.connector() + "` says which)");
        }
        if (report.status() == Status.HELD) {
            out.println(report.connector() + ": approve " + report.run() + " | discard " + report.run());
        }
    }

    /** The highest of all. */
    static int exitCode(Collection<RunReport> reports) {
        return reports.stream()
                .mapToInt(report -> switch (report.status()) {
                    case FAILED, CANCELLED -> ExitCode.SOFTWARE;
                    case HELD -> HELD;
                    default -> ExitCode.OK;
                })
                .max()
                .orElse(ExitCode.OK);
    }
}
