package io.connectors.salesforce.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that an operation may know of an HTTP request. No header of it travels on.
 *
 * @param path as sent, without the query
 * @param query without the question mark, or null
 * @param ifMatch the header's value, or null
 * @param body empty where there is none
 */
record Request(String method, String path, String query, String ifMatch, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    /** The parts of the path behind {@code /api}, decoded. */
    List<String> segments() {
        return Arrays.stream(path.split("/", -1)).skip(2).map(Request::decoded).toList();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw Refusal.badRequest("The address holds a % that is not followed by two hexadecimal digits.");
        }
    }

    /** A parameter of the query. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters().get(name)).filter(value -> !value.isEmpty());
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                parameters.put(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)).replace('+', ' '),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** A parameter that is one of some words. */
    Optional<String> parameter(String name, Set<String> allowed) {
        Optional<String> value = parameter(name);
        if (value.isPresent() && !allowed.contains(value.get())) {
            throw Refusal.badRequest("The parameter " + name + " is none of "
                    + String.join(", ", allowed.stream().sorted().toList()) + ".");
        }
        return value;
    }

    /** A parameter that is true or false; false if it is left out. */
    boolean flag(String name) {
        return parameter(name, Set.of("true", "false")).filter("true"::equals).isPresent();
    }

    /** The parameter {@code limit}. */
    int limit() {
        try {
            int limit = parameter("limit").map(Integer::parseInt).orElse(USUAL);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException wrong) {
            // told below
        }
        throw Refusal.badRequest("The parameter limit is no whole number from 1 to " + MOST + ".");
    }

    /** The version a change is based on; {@code *} any. */
    Optional<String> version() {
        return Optional.ofNullable(ifMatch)
                .map(tag -> tag.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", ""));
    }

    /** The body as a JSON object; an empty one where there is no body. */
    ObjectNode json() {
        try {
            JsonNode tree = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw Refusal.badRequest("The body is no JSON object.");
        } catch (StreamConstraintsException tooMuch) {
            throw Refusal.badRequest("The body is nested too deeply, or holds a number or a text that is too long.");
        } catch (JsonProcessingException wrong) {
            throw Refusal.badRequest(
                    "The body is no JSON: line " + wrong.getLocation().getLineNr() + ", column "
                            + wrong.getLocation().getColumnNr() + ".");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The body as a JSON object of these keys, each true or false. */
    ObjectNode flags(Set<String> keys) {
        ObjectNode flags = json();
        flags.properties().forEach(entry -> {
            if (!keys.contains(entry.getKey())) {
                throw Refusal.badRequest("The body has an unknown key. Allowed: "
                        + String.join(", ", keys.stream().sorted().toList()) + ".");
            }
            if (!entry.getValue().isBoolean()) {
                throw Refusal.badRequest(entry.getKey() + " is neither true nor false.");
            }
        });
        return flags;
    }
}
