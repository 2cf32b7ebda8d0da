package io.connectors.salesforce.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the rows of a mapping and collects what is wrong with them. */
final class RowReader {
    static final List<String> HEADER =
            List.of("Target attribute", "Source attribute", "Transform", "Required", "Description");
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}");

    private static final Pattern SEPARATED = Pattern.compile("[;\t]");
    /** On one line: what is pasted from a page may hold a no-break space. */
    private static final Pattern BLANKS = Pattern.compile("[\\p{Zs}\\t]+");

    private final String file;
    private final List<Row> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> spellings = new HashMap<>();
    private final Tree tree = new Tree();

    RowReader(String file) {
        this.file = file;
    }

    List<Row> rows() {
        return rows;
    }

    List<Problem> problems() {
        return problems;
    }

    void header(int line, List<String> written) {
        List<String> fields = withoutEmptyEnd(written);
        if (fields.isEmpty()) {
            problem(line, "", "the first line is empty; it has to be the header " + String.join(",", HEADER));
        } else if (fields.size() == 1 && SEPARATED.matcher(fields.get(0)).find()) {
            problem(
                    line,
                    "",
                    "the columns are separated by " + (fields.get(0).contains(";") ? "semicolons" : "tabs")
                            + "; save the file as CSV UTF-8 with commas");
        } else if (!fields.equals(HEADER)) {
            problem(
                    line,
                    "",
                    "the header is " + String.join(",", fields) + "; it has to be exactly " + String.join(",", HEADER));
        }
    }

    void row(int line, List<String> written) {
        List<String> fields = withoutEmptyEnd(written);
        if (fields.stream().allMatch(Values::blank)) {
            return;
        }
        if (fields.size() != HEADER.size()) {
            problem(
                    line,
                    "",
                    "the line has " + fields.size() + " columns instead of " + HEADER.size()
                            + "; a value with a comma or a quote has to be quoted");
            return;
        }
        int before = problems.size();
        String target = Values.strip(fields.get(0));
        TargetPath path = target(line, target);
        List<String> sources = sources(line, Values.strip(fields.get(1)));
        List<TransformParser.Step> steps = transforms(line, Values.strip(fields.get(2)), sources);
        boolean required = required(line, Values.strip(fields.get(3)));
        if (problems.size() == before) {
            List<Transform> transforms =
                    steps.stream().map(TransformParser.Step::transform).toList();
            rows.add(new Row(target, path, sources, transforms, Values.strip(fields.get(2)), required));
        }
    }

    /** A file with a good header and no row. */
    void end() {
        if (rows.isEmpty() && problems.isEmpty()) {
            problem(1, "", "there is a header and no row below it; add one row for each target attribute");
        }
    }

    /** Spreadsheets write columns out that have nothing in them. */
    private static List<String> withoutEmptyEnd(List<String> fields) {
        int end = fields.size();
        while (end > HEADER.size() && Values.blank(fields.get(end - 1))) {
            end--;
        }
        return fields.stream().allMatch(Values::blank) ? List.of() : fields.subList(0, end);
    }

    private TargetPath target(int line, String target) {
        try {
            TargetPath path = TargetPath.parse(target);
            Integer earlier = lines.putIfAbsent(target, line);
            if (earlier != null) {
                problem(line, 0, target + " stands in line " + earlier + " already; remove one of them");
            } else if (!tree.add(path, -1)) {
                problem(line, 0, target + " is a value in one line and holds others in another; rename one of them");
            }
            return path;
        } catch (IllegalArgumentException wrong) {
            problem(line, 0, wrong.getMessage());
            return null;
        }
    }

    private List<String> sources(int line, String text) {
        List<String> sources = text.isEmpty()
                ? List.of()
                : BLANKS.splitAsStream(text).map(this::spelling).toList();
        for (String source : sources) {
            if (source.length() > 255 || !SOURCE.matcher(source).matches()) {
                problem(
                        line,
                        1,
                        source
                                + " is not a Salesforce field; allowed are names such as Email, Profile.Name and Region__c,"
                                + " several separated by spaces");
            }
        }
        return sources;
    }

    /** Salesforce does not tell cases apart: the first spelling of a field stands for all. */
    private String spelling(String source) {
        return spellings.computeIfAbsent(source.toLowerCase(Locale.ROOT), field -> source);
    }

    private List<TransformParser.Step> transforms(int line, String text, List<String> sources) {
        try {
            List<TransformParser.Step> steps = TransformParser.parse(text);
            boolean reduced = steps.stream().anyMatch(step -> step.name().reduces());
            boolean valued = reduced || steps.stream().anyMatch(step -> step.name() == Transforms.Name.DEFAULT);
            if (sources.size() > 1 && !reduced) {
                problem(line, 2, "several source attributes need join(\" \") or first");
            }
            if (sources.isEmpty() && !valued) {
                problem(line, 2, "without a source attribute there has to be a constant(x)");
            }
            return steps;
        } catch (IllegalArgumentException wrong) {
            problem(line, 2, text + ": " + wrong.getMessage());
            return List.of();
        }
    }

    private boolean required(int line, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes" -> true;
            case "no", "" -> false;
            default -> {
                problem(line, 3, text + " is not allowed; it is yes or no");
                yield false;
            }
        };
    }

    private void problem(int line, int column, String message) {
        problem(line, HEADER.get(column), message);
    }

    private void problem(int line, String column, String message) {
        problems.add(new Problem(file, line, column, message));
    }
}
