package io.connectors.salesforce.simulator.org;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /services/oauth2/token}, {@code /services/oauth2/revoke}, and who a token is for at {@code /id/…}. */
final class OauthEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sessions sessions;
    private volatile String instanceUrl;

    OauthEndpoint(Sessions sessions) {
        this.sessions = sessions;
    }

    void instanceUrl(String url) {
        instanceUrl = url;
    }

    void handle(HttpExchange exchange, String what) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        Map<String, String> form = Http.form(exchange);
        if (what.equals("revoke")) {
            Map<String, String> query = Http.form(exchange.getRequestURI().getRawQuery());
            sessions.revoke(form.getOrDefault("token", query.getOrDefault("token", "")));
            Http.json(exchange, 200, new byte[0]);
        } else if (what.equals("token")) {
            token(exchange, form);
        } else {
            Http.html(exchange, 404, "URL No Longer Exists");
        }
    }

    private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
        String host = Http.host(exchange);
        try {
            Http.json(
                    exchange,
                    200,
                    JSON.writeValueAsBytes(sessions.login(form, host, instanceUrl == null ? host : instanceUrl)));
        } catch (Sessions.Refused refused) {
            refused(exchange, 400, refused.error, refused.getMessage());
        }
    }

    /** An OAuth error: an object, not the list of the other interfaces. */
    static void refused(HttpExchange exchange, int status, String error, String description) throws IOException {
        Http.json(exchange, status, JSON.writeValueAsBytes(Map.of("error", error, "error_description", description)));
    }

    /** Where a login's {@code id} points to; the token may be in the query as well. */
    void identity(HttpExchange exchange) throws IOException {
        String token = Http.form(exchange.getRequestURI().getRawQuery()).get("oauth_token");
        if (!sessions.valid(token == null ? Http.token(exchange) : token)) {
            Http.html(exchange, 403, "Bad_OAuth_Token");
            return;
        }
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("id", sessions.identity(Http.host(exchange)));
        identity.put("asserted_user", true);
        identity.put("user_id", Sessions.USER_ID);
        identity.put("organization_id", sessions.orgId());
        identity.put("username", Sessions.USERNAME);
        identity.put("display_name", "Sync");
        identity.put("active", true);
        identity.put("user_type", "STANDARD");
        Http.json(exchange, 200, JSON.writeValueAsBytes(identity));
    }
}
