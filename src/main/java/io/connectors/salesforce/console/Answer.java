package io.connectors.salesforce.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param headers without Content-Type
 */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    static Answer json(int status, Object value) {
        return new Answer(status, "application/json", Json.bytes(value), Map.of());
    }

    static Answer text(String contentType, String text) {
        return new Answer(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer page(int status, String html) {
        return new Answer(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer nothing() {
        return new Answer(204, null, new byte[0], Map.of());
    }

    static Answer problem(Refusal refusal) {
        ObjectNode problem = Json.object();
        problem.put("title", refusal.title());
        problem.put("status", refusal.status());
        problem.put("detail", refusal.getMessage());
        if (!refusal.problems().isEmpty()) {
            problem.set("problems", Json.problems(refusal.problems()));
        }
        return new Answer(refusal.status(), "application/problem+json", Json.bytes(problem), refusal.headers());
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value));
    }
}
