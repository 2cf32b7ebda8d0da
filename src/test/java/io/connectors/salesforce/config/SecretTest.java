package io.connectors.salesforce.config;

import static io.connectors.salesforce.config.ConnectorFixture.MINIMAL;
import static io.connectors.salesforce.config.ConnectorFixture.problems;
import static io.connectors.salesforce.config.ConnectorFixture.read;
import static io.connectors.salesforce.config.ConnectorFixture.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final String CLEAR = """
            name: Acme
            salesforce:
              url: https://acme.my.salesforce.com
              consumerKey: key
              consumerSecret: hidden-secret
              username: sync@acme.com
              password: "hidden-password"
              securityToken: 'hidden-token'
            schedule: {repeats: manual}
            platform:
              type: rest
              url: https://platform.example/api
              oauth2: {tokenUrl: "https://a.example", clientId: b, clientSecret: hidden-client}
              headers: {X-Api-Key: hidden-option}
            """;

    @Test
    void isShownAsAsterisksEverywhereButByValue() throws JsonProcessingException {
        assertThat(new Secret("hidden")).hasToString("******");
        assertThat(new ObjectMapper().writeValueAsString(new Secret("hidden"))).isEqualTo("\"******\"");
        assertThat(new Secret("hidden").value()).isEqualTo("hidden");
    }

    @Test
    void staysOutOfTheTextOfAConnectorAndItsParts() {
        for (Connector connector : new Connector[] {valid(CLEAR), valid(MINIMAL)}) {
            assertThat(connector.toString())
                    .doesNotContain("hidden", "sync@acme.com")
                    .contains("acme", "Acme", "platform.example");
            assertThat(connector.salesforce().toString()).doesNotContain("hidden");
            assertThat(connector.platform().toString()).doesNotContain("hidden");
            assertThat(String.valueOf(connector.platform().oauth2())).doesNotContain("hidden");
        }
    }

    @Test
    void isAcceptedInClearWithAWarning() {
        assertThat(read(CLEAR).find("acme")).isPresent();
        assertThat(problems(CLEAR))
                .allMatch(problem -> problem.severity() == Severity.WARNING)
                .extracting(Problem::key)
                .containsExactly(
                        "salesforce.consumerSecret",
                        "salesforce.password",
                        "salesforce.securityToken",
                        "platform.oauth2.clientSecret",
                        "platform.headers.X-Api-Key");
    }

    /** Whatever slip of the pen meets the file: it is reported, not thrown, and no message quotes a secret. */
    @Test
    void staysOutOfEveryProblemOfABrokenFile() {
        Random random = new Random(42);
        String slips = "\t:'\"{}[]*&!#|>%@-,? \nx\u0000";
        for (int i = 0; i < 4_000; i++) {
            StringBuilder broken = new StringBuilder(CLEAR);
            int at = random.nextInt(broken.length());
            if (i % 3 > 0) {
                broken.deleteCharAt(at);
            }
            if (i % 3 < 2) {
                broken.insert(at, slips.charAt(random.nextInt(slips.length())));
            }
            assertThat(problems(broken.toString()))
                    .as(broken.toString())
                    .noneMatch(problem -> problem.toString().contains("hidden-"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: '{{env:WORD}}'\nactive: '{{env:WORD}}'",
                "name: x\nuserStatus: ['{{env:WORD}}']",
                "name: x\nfrozenUsers: '{{env:WORD}}'",
                "name: x\nwhere: \"'{{env:WORD}}\"",
                "name: x\nmapping: '{{env:WORD}}'",
                "name: x\nactive: '{{env:WORD}}{{env:NOPE:hidden-default}}{{env:NOPE}}'",
            })
    void isNotQuotedWherePlaceholdersBringItToAnotherKey(String lines) {
        assertThat(problems(ConnectorFixture.minimalWith("name: Acme", lines)))
                .isNotEmpty()
                .noneMatch(problem -> problem.toString().contains("hidden"));
    }

    @Test
    void isNotQuotedFromSchedulesAndAddresses() {
        String file = MINIMAL.replace(
                        "repeats: manual", "repeats: '0 0 {{env:WORD}} * * ?'\n  timeZone: '{{env:WORD}}'")
                .replace("https://platform.example/api", "https://me:hidden-one@platform.example/?token=hidden-two")
                .replace("https://acme.my", "http://{{env:WORD}}.my");

        assertThat(problems(file))
                .hasSize(4)
                .noneMatch(problem -> problem.toString().contains("hidden"));
    }
}
