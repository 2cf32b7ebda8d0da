package io.connectors.salesforce.simulator.org;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** The control API under {@code /simulator}: the same as the methods of {@link OrgSimulator}, over HTTP. */
final class OrgControl {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final OrgSimulator org;

    OrgControl(OrgSimulator org) {
        this.org = org;
    }

    Object handle(String method, String path, byte[] content) throws IOException {
        String[] parts = path.split("/");
        JsonNode body = content.length == 0 ? JSON.createObjectNode() : JSON.readTree(content);
        switch (parts[0]) {
            case "faults" -> {
                if (method.equals("DELETE")) {
                    org.clearFaults();
                } else {
                    org.fault(fault(body));
                }
            }
            case "users" -> {
                return users(method, parts, body);
            }
            case "profiles" ->
                org.renameProfile(body.path("from").asText(), body.path("to").asText());
            case "fields" ->
                org.hide(
                        body.path("object").asText("User"),
                        body.path("field").asText(null),
                        body.path("hidden").asBoolean(true));
            case "org" -> settings(body);
            case "evolve" -> {
                return org.evolve(
                        body.path("joins").asInt(),
                        body.path("moves").asInt(),
                        body.path("leaves").asInt(),
                        body.path("seed").asLong());
            }
            case "requests" -> {
                return org.requests();
            }
            default -> throw new SoqlProblem(404, "NOT_FOUND", "no such control");
        }
        return Map.of();
    }

    private static OrgFault fault(JsonNode body) {
        try {
            ((ObjectNode) body).put("kind", body.path("kind").asText().replace('-', '_'));
            return JSON.treeToValue(body, OrgFault.class);
        } catch (JsonProcessingException unknown) {
            throw new SoqlProblem(400, "JSON_PARSER_ERROR", unknown.getOriginalMessage());
        }
    }

    @SuppressWarnings("unchecked")
    private Object users(String method, String[] parts, JsonNode body) throws IOException {
        if (parts.length == 1) {
            return Map.of("id", org.create(JSON.treeToValue(body, Map.class)));
        }
        if (parts.length == 3) {
            org.hideUser(parts[1], parts[2].equals("hide"));
        } else if (method.equals("GET")) {
            return org.user(parts[1]);
        } else {
            org.edit(parts[1], JSON.treeToValue(body, Map.class));
        }
        return Map.of();
    }

    private void settings(JsonNode body) {
        if (body.has("orgId")) {
            org.orgId(body.path("orgId").asText());
        }
        if (body.has("sharingPrivate")) {
            org.sharingPrivate(body.path("sharingPrivate").asBoolean());
        }
        if (body.has("passwordFlow")) {
            org.passwordFlow(body.path("passwordFlow").asBoolean());
        }
        if (body.has("neverValid")) {
            org.neverValid(body.path("neverValid").asBoolean());
        }
        if (body.has("instanceUrl")) {
            org.instanceUrl(body.path("instanceUrl").asText(null));
        }
        if (body.has("apiRequests")) {
            org.allowance(body.path("apiRequests").asLong());
        }
        if (body.has("limitsRefused")) {
            org.refuseLimits(body.path("limitsRefused").asBoolean());
        }
        if (body.has("shrinkPages")) {
            org.shrinkPages(body.path("shrinkPages").asInt());
        }
        if (body.has("singleUseLocators")) {
            org.singleUseLocators(body.path("singleUseLocators").asBoolean());
        }
        if (body.path("expireTokens").asBoolean()) {
            org.expireTokens();
        }
        if (body.path("expireLocators").asBoolean()) {
            org.expireLocators();
        }
    }
}
