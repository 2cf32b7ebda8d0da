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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Logins and the tokens they lead to. */
final class Sessions {
    static final String CONSUMER_KEY = "demo-key";
    static final String CONSUMER_SECRET = "demo-secret";
    static final String USERNAME = "sync@example.com";
    static final String PASSWORD = "demo-password";
    static final String SECURITY_TOKEN = "demo-token";
    static final String REFRESH_TOKEN = "demo-refresh-token";
    static final String USER_ID = SimulatedIds.id("005", 1);
    private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Set<String> GRANTS = Set.of("client_credentials", "password", JWT, "refresh_token");
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

    String orgId() {
        return orgId;
    }

    /** The address of the running user's identity. */
    String identity(String host) {
        return host + "/id/" + orgId + "/" + USER_ID;
    }

    /**
     * Answers the token response, or refuses.
     *
     * @param host the one asked, which is an audience of assertions too
     */
    Map<String, String> login(Map<String, String> form, String host, String instanceUrl) {
        try {
            check(form, host);
        } catch (Refused refused) {
            refusedLogins.incrementAndGet();
            throw refused;
        }
        logins.incrementAndGet();
        String token = orgId.substring(0, 15) + "!" + UUID.randomUUID();
        tokens.add(token);
        String identity = identity(host);
        String issuedAt = String.valueOf(Instant.now().toEpochMilli());
        return Map.of(
                "access_token", token,
                "instance_url", instanceUrl,
                "id", identity,
                "token_type", "Bearer",
                "scope", "api",
                "issued_at", issuedAt,
                "signature", signature(identity + issuedAt));
    }

    /** Of {@code id} and {@code issued_at}, with the consumer secret. */
    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(CONSUMER_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void check(Map<String, String> form, String host) {
        String grant = form.getOrDefault("grant_type", "");
        if (grant.isEmpty()) {
            throw new Refused("invalid_request", "grant type is missing");
        }
        if (!GRANTS.contains(grant)) {
            throw new Refused("unsupported_grant_type", "grant type not supported");
        }
        if (!grant.equals(JWT)) {
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
            case JWT -> assertion(form.getOrDefault("assertion", ""), host);
            default -> {
                if (!REFRESH_TOKEN.equals(form.get("refresh_token"))) {
                    throw new Refused("invalid_grant", "expired access/refresh token");
                }
            }
        }
    }

    private void assertion(String assertion, String host) {
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
            Set<String> audiences = Set.of("https://login.salesforce.com", "https://test.salesforce.com", host);
            if (!audiences.contains(claims.path("aud").asText().replaceAll("/$", ""))) {
                throw new Refused("invalid_grant", "Audience validation failed");
            }
            boolean expired = claims.path("exp").asLong() < Instant.now().getEpochSecond();
            boolean rs256 = JSON.readTree(decode(parts[0])).path("alg").asText().equals("RS256");
            if (expired || !rs256 || !signed(assertion, parts)) {
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
