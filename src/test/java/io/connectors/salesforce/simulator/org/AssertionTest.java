package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by a signed JWT. */
class AssertionTest {
    private static final String HEADER = "{\"alg\":\"RS256\"}";
    private static KeyPair keys;

    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(10, 1));
    private final OrgClient client = new OrgClient(org);
    private final long later = Instant.now().getEpochSecond() + 180;
    private final String claims =
            "{\"iss\":\"demo-key\",\"sub\":\"sync@example.com\",\"aud\":\"https://login.salesforce.com\",\"exp\":"
                    + later + "}";

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @BeforeEach
    void trust() {
        org.certificate(keys.getPublic());
    }

    @AfterEach
    void stop() {
        org.close();
    }

    private static String signed(Base64.Encoder base64, String header, String payload) throws GeneralSecurityException {
        String content = base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + base64.encodeToString(signature.sign());
    }

    private static String signed(String payload) throws GeneralSecurityException {
        return signed(Base64.getUrlEncoder().withoutPadding(), HEADER, payload);
    }

    private JsonNode login(String assertion) {
        return OrgClient.json(client.token("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                + URLEncoder.encode(assertion, StandardCharsets.UTF_8)));
    }

    @Test
    void takesASignedAssertion() throws GeneralSecurityException {
        assertThat(login(signed(claims)).path("access_token").asText()).isNotEmpty();
    }

    @Test
    void toleratesPadding() throws GeneralSecurityException {
        // one of these lengths needs padding, whatever the clock says
        for (String spaces : new String[] {"", " ", "  "}) {
            String assertion = signed(Base64.getUrlEncoder(), HEADER, claims + spaces);
            assertThat(login(assertion).path("access_token").asText()).isNotEmpty();
        }
    }

    @Test
    void takesTheExpiryAsTextToo() throws GeneralSecurityException {
        String changed = claims.replace(":" + later, ":\"" + later + "\"");

        assertThat(login(signed(changed)).path("access_token").asText()).isNotEmpty();
    }

    @Test
    void takesItsOwnAddressForAnAudience() throws GeneralSecurityException {
        for (String audience : new String[] {org.url(), org.url() + "/", "https://test.salesforce.com"}) {
            String changed = claims.replace("https://login.salesforce.com", audience);
            assertThat(login(signed(changed)).path("access_token").asText()).isNotEmpty();
        }
    }

    @Test
    void prefersTheOldNameOfTheSubject() throws GeneralSecurityException {
        String changed = claims.replace("\"sub\"", "\"sub\":\"else\",\"prn\"");

        assertThat(login(signed(changed)).path("access_token").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "demo-key, else, invalid_client_id",
        "sync@example.com, else@example.com, invalid_grant",
        "https://login.salesforce.com, https://evil.example, invalid_grant",
        "https://login.salesforce.com, '', invalid_grant"
    })
    void refusesWrongClaims(String right, String wrong, String error) throws GeneralSecurityException {
        assertThat(login(signed(claims.replace(right, wrong))).path("error").asText())
                .isEqualTo(error);
        assertThat(org.refusedLogins()).isOne();
    }

    @Test
    void refusesAnExpiredAssertion() throws GeneralSecurityException {
        String changed = claims.replace(":" + later, ":" + (later - 3600));

        assertThat(login(signed(changed)).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void refusesAnotherKey() throws GeneralSecurityException {
        String assertion = signed(claims);
        makeKeys();
        org.certificate(keys.getPublic());

        assertThat(login(assertion).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void refusesAnotherAlgorithm() throws GeneralSecurityException {
        String assertion = signed(Base64.getUrlEncoder(), "{\"alg\":\"none\"}", claims);

        assertThat(login(assertion).path("error").asText()).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a.b.c", "~.~.~", "e30.e30."})
    void refusesWhatIsNoAssertion(String assertion) {
        assertThat(login(assertion).path("error").asText()).startsWith("invalid_");
    }
}
