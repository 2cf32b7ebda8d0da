package io.connectors.salesforce.simulator.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Logins and the tokens they lead to. */
final class Sessions {
    static final String CONSUMER_KEY = "demo-key";
    static final String CONSUMER_SECRET = "demo-secret";
    static final String USERNAME = "sync@example.com";
    static final String PASSWORD = "demo-password";
    static final String SECURITY_TOKEN = "demo-token";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    final AtomicInteger logins = new AtomicInteger();
    final AtomicInteger refusedLogins = new AtomicInteger();
    private volatile String orgId = "00D5g000000AbCdEAK";
    private volatile boolean passwordFlow = true;
    private volatile boolean neverValid;
    private volatile PublicKey certificate;

    /** A login that was refused: the OAuth error and its description. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final String error;

        Refused(String error, String description) {
            super(description, null, false, false);
            this.error = error;
        }
    }

    void orgId(String value) {
        orgId = value;
    }

    void passwordFlow(boolean value) {
        passwordFlow = value;
    }

    void neverValid(boolean value) {
        neverValid = value;
    }

    /** What JWT assertions have to be signed with; without it only their claims are checked. */
    void certificate(PublicKey key) {
        certificate = key;
    }

    boolean valid(String token) {
        return !neverValid && token != null && tokens.contains(token);
    }

    void expireAll() {
        tokens.clear();
    }

    void revoke(String token) {
        tokens.remove(token);
    }

    /** Answers the token response, or refuses. */
    Map<String, String> login(Map<String, String> form, String url) {
        try {
            check(form);
        } catch (Refused refused) {
            refusedLogins.incrementAndGet();
            throw refused;
        }
        logins.incrementAndGet();
        String token = orgId.substring(0, 15) + "!" + UUID.randomUUID();
        tokens.add(token);
        return Map.of(
                "access_token",
                token,
                "instance_url",
                url,
                "id",
                "https://login.salesforce.com/id/" + orgId + "/" + SimulatedIds.id("005", 1),
                "token_type",
                "Bearer",
                "issued_at",
                String.valueOf(Instant.now().toEpochMilli()),
                "signature",
                Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)));
    }

    private void check(Map<String, String> form) {
        String grant = form.getOrDefault("grant_type", "");
        if (!grant.endsWith("jwt-bearer")) {
            if (!CONSUMER_KEY.equals(form.get("client_id"))) {
                throw new Refused("invalid_client_id", "client identifier invalid");
            }
            if (!CONSUMER_SECRET.equals(form.get("client_secret"))) {
                throw new Refused("invalid_client", "invalid client credentials");
            }
        }
        switch (grant) {
            case "client_credentials" -> {}
            case "password" -> {
                Set<String> words = Set.of(PASSWORD, PASSWORD + SECURITY_TOKEN);
                if (!passwordFlow || !USERNAME.equals(form.get("username")) || !words.contains(form.get("password"))) {
                    throw new Refused("invalid_grant", "authentication failure");
                }
            }
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> assertion(form.getOrDefault("assertion", ""));
            case "refresh_token" -> {
                if (form.get("refresh_token") == null) {
                    throw new Refused("invalid_grant", "expired access/refresh token");
                }
            }
            case "" -> throw new Refused("invalid_request", "grant type is missing");
            default -> throw new Refused("unsupported_grant_type", "grant type not supported");
        }
    }

    private void assertion(String assertion) {
        String[] parts = assertion.split("\\.");
        if (parts.length != 3) {
            throw new Refused("invalid_grant", "invalid assertion");
        }
        try {
            JsonNode claims = JSON.readTree(decode(parts[1]));
            if (!CONSUMER_KEY.equals(claims.path("iss").asText())) {
                throw new Refused("invalid_client_id", "client identifier invalid");
            }
            if (!USERNAME.equals(claims.path(claims.has("prn") ? "prn" : "sub").asText())) {
                throw new Refused("invalid_grant", "user hasn't approved this consumer");
            }
            if (claims.path("aud").asText().isEmpty()) {
                throw new Refused("invalid_grant", "Audience validation failed");
            }
            if (claims.path("exp").asLong() < Instant.now().getEpochSecond() || !signed(assertion, parts)) {
                throw new Refused("invalid_grant", "invalid assertion");
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new Refused("invalid_grant", "invalid assertion");
        }
    }

    private boolean signed(String assertion, String[] parts) throws GeneralSecurityException {
        if (certificate == null) {
            return true;
        }
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(certificate);
        signature.update(assertion.substring(0, assertion.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(decode(parts[2]));
    }

    /** Padding is tolerated, as Salesforce does. */
    private static byte[] decode(String base64) {
        return Base64.getUrlDecoder().decode(base64.replace("=", ""));
    }
}
