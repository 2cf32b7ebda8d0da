package io.connectors.salesforce.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping file that cannot be used, with every problem it has; of very many, as many as a person can read. */
public final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MOST = 50;

    private final transient List<Problem> problems;

    MappingException(List<Problem> problems) {
        super(readable(problems).stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = readable(problems);
    }

    private static List<Problem> readable(List<Problem> all) {
        if (all.size() <= MOST) {
            return List.copyOf(all);
        }
        List<Problem> first = new ArrayList<>(all.subList(0, MOST));
        Problem last = all.get(MOST);
        first.add(new Problem(
                last.file(),
                last.line(),
                "",
                "there are " + (all.size() - MOST) + " more problems from here on; correct those before it first"));
        return List.copyOf(first);
    }

    public List<Problem> problems() {
        return problems;
    }
}
