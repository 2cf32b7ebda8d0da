package io.connectors.salesforce.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One operation of the API.
 *
 * @param id its operationId
 * @param template its path behind {@code /api}, parameters in braces
 * @param handler takes the request and the parameters of the path, in their order
 */
record Operation(String id, String method, String template, BiFunction<Request, List<String>, Answer> handler) {

    boolean fits(List<String> segments) {
        List<String> wanted = parts();
        if (wanted.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!parameter(wanted.get(i)) && !wanted.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    Answer answer(Request request) {
        List<String> wanted = parts();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (parameter(wanted.get(i))) {
                values.add(request.segments().get(i));
            }
        }
        return handler.apply(request, values);
    }

    private List<String> parts() {
        return List.of(template.substring(1).split("/"));
    }

    private static boolean parameter(String part) {
        return part.startsWith("{");
    }
}
