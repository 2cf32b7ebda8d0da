package io.connectors.salesforce.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The target. At most one of token and oauth2 is present.
 *
 * @param type {@code rest}, {@code scim} or the rest of a route's name after {@code platform-}
 * @param url without a trailing slash
 * @param batchSize users in one request, 1 to 10000
 * @param options the keys of the file this connector does not know, placeholders resolved: String, Boolean, Integer,
 *     Long, BigDecimal, List, Map or null; they may hold secrets
 */
public record Platform(
        String type,
        URI url,
        Optional<Secret> token,
        Optional<OAuth2> oauth2,
        int batchSize,
        Removal removal,
        Map<String, Object> options) {

    public Platform {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The address as Camel's HTTP component takes it: it refuses a host with an underscore. */
    public URI getCallable() {
        return WebAddress.standIn(url);
    }

    /** Options by name only: nobody knows which of them are secret. */
    @Override
    public String toString() {
        String authorisation = token.isPresent() ? "token" : oauth2.isPresent() ? "oauth2" : "no authorisation";
        return type + " " + url + " by " + authorisation + ", batches of " + batchSize + ", removal " + removal
                + ", options " + options.keySet();
    }
}
