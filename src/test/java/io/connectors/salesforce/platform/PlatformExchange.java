package io.connectors.salesforce.platform;

import io.connectors.salesforce.config.OAuth2;
import io.connectors.salesforce.config.Platform;
import io.connectors.salesforce.config.Removal;
import io.connectors.salesforce.config.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Requests to a platform as the routes make them, and their failures. */
final class PlatformExchange {
    private PlatformExchange() {}

    static Exchange withToken(String token) {
        return of(Optional.of(new Secret(token)), Optional.empty());
    }

    static Exchange withoutAuthorization() {
        return of(Optional.empty(), Optional.empty());
    }

    static Exchange withOauth2(URI tokenUrl, Optional<String> scope) {
        return of(
                Optional.empty(), Optional.of(new OAuth2(tokenUrl, "client 1", new Secret("hidden&secret=ü"), scope)));
    }

    private static Exchange of(Optional<Secret> token, Optional<OAuth2> oauth2) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(
                "platform",
                new Platform(
                        "rest",
                        URI.create("https://platform.example/api"),
                        token,
                        oauth2,
                        200,
                        Removal.DELETE,
                        Map.of()));
        return exchange;
    }

    static HttpOperationFailedException answered(int status, Map<String, String> headers, String body) {
        return new HttpOperationFailedException("https://platform.example/api", status, "Reason", null, headers, body);
    }

    static HttpOperationFailedException answered(int status) {
        return answered(status, Map.of(), null);
    }
}
