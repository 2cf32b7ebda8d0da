package io.connectors.salesforce.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value stands in the platform's document: {@code User.FirstName}, {@code emails[type eq "work"].value}, or {@code
 * urn:…:2.0:User:department}.
 */
record TargetPath(List<Step> steps) {
    /**
     * A member to go into.
     *
     * @param filter the member {@code type eq "work"} selects an element of an array by, or null for an object
     */
    record Step(String name, Filter filter) {}

    /** Of an element of an array: the member it is known by. */
    record Filter(String member, String value) {
        @Override
        public String toString() {
            return member + " eq \"" + value + "\"";
        }
    }

    private static final String NAME = "[A-Za-z_$][A-Za-z0-9_$-]*";
    private static final Pattern STEP =
            Pattern.compile("(" + NAME + ")(?:\\[(" + NAME + ") eq \"([^\"\\\\]*)\"\\])?(\\.|$)");
    private static final Pattern URN = Pattern.compile("(?i)(urn:[a-z0-9:._-]+):([^:]+)");
    private static final int DEEPEST = 10;

    /** @throws IllegalArgumentException with what is allowed */
    static TargetPath parse(String text) {
        List<Step> steps = new ArrayList<>();
        String rest = text;
        Matcher urn = URN.matcher(text);
        if (urn.matches()) {
            steps.add(new Step(urn.group(1), null));
            rest = urn.group(2);
        }
        Matcher step = STEP.matcher(rest);
        int at = 0;
        while (at < rest.length() && step.find(at) && step.start() == at) {
            Filter filter = step.group(2) == null ? null : new Filter(step.group(2), step.group(3));
            steps.add(new Step(step.group(1), filter));
            at = step.end();
        }
        boolean whole = at == rest.length() && !rest.isEmpty() && !rest.endsWith(".");
        boolean valueLast = !steps.isEmpty() && steps.get(steps.size() - 1).filter() == null;
        if (!whole || !valueLast || steps.size() > DEEPEST) {
            throw new IllegalArgumentException(
                    text + " is no target attribute; allowed are dotted names such as User.FirstName,"
                            + " and SCIM paths such as emails[type eq \"work\"].value or urn:…:User:department");
        }
        return new TargetPath(List.copyOf(steps));
    }
}
