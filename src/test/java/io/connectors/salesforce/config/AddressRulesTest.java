package io.connectors.salesforce.config;

import static io.connectors.salesforce.config.ConnectorFixture.ENVIRONMENT;
import static io.connectors.salesforce.config.ConnectorFixture.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.config.allow.Address;
import io.connectors.salesforce.config.allow.Hosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code egress.allow}: the hosts that connectors may name. */
class AddressRulesTest {
    @TempDir
    private Path folder;

    private List<String> wrong(String allowed, String text) throws IOException {
        Files.writeString(folder.resolve("acme.yaml"), text);
        return Connectors.read(
                        folder,
                        new Surroundings(
                                ConnectorFixture.placeholders(ENVIRONMENT),
                                mapping -> true,
                                Hosts.of("egress.allow", allowed)))
                .problems()
                .stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::key)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            | acme.my.salesforce.com | true
            acme.my.salesforce.com | acme.my.salesforce.com | true
            a.example, ACME.my.Salesforce.com | acme.my.salesforce.com | true
            *.salesforce.com | acme.my.salesforce.com | true
            *.salesforce.com | salesforce.com | false
            *.salesforce.com | evilsalesforce.com | false
            salesforce.com | acme.salesforce.com | false
            my_platform | my_platform | true
            bücher.example | xn--bcher-kva.example | true
            a.example | a.example. | true
            [::1] | ::1 | true
            10.0.0.1 | 10.0.0.2 | false
            """)
    void areNamesOrAllBelowOne(String list, String host, boolean allowed) {
        assertThat(Hosts.of("egress.allow", list == null ? "" : list).allows(host))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "https://a.example", "a.example:443", "a.example/x", "a b", "*a.example", "a.*.example"})
    void areNothingElse(String list) {
        assertThatThrownBy(() -> Hosts.of("egress.allow", list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("egress.allow = " + list + " is not allowed");
    }

    @Test
    void boundEveryAddressOfAConnector() throws IOException {
        String allowed = "acme.my.salesforce.com, platform.example, *.good.example";
        assertThat(wrong(allowed, MINIMAL)).isEmpty();
        assertThat(wrong("platform.example", MINIMAL)).containsExactly("salesforce.url");
        assertThat(wrong("acme.my.salesforce.com", MINIMAL)).containsExactly("platform.url");
        assertThat(wrong(
                        allowed,
                        MINIMAL.replace(
                                "token: \"{{env:TOKEN}}\"",
                                "oauth2: {tokenUrl: 'https://evil.example', clientId: a, clientSecret: b}")))
                .containsExactly("platform.oauth2.tokenUrl");
        assertThat(wrong(allowed, MINIMAL + "  region: v1.2\n  time: 02:00\n  hook: https://a.good.example/x\n"))
                .isEmpty();
        for (String own : List.of(
                "hook: https://evil.example/x",
                "hook: 'HTTPS://evil.example'",
                "hook: 'https://a.good.example@evil.example'",
                "hook: 'https://a.good.example\\@evil.example'",
                "hook: 'https://evil.example\\@a.good.example'",
                "hook: 'x https://a.good.example,https://evil.example'",
                "url2: 'jdbc:postgresql://a.good.example:1,evil:5432/x'",
                "db: 'jdbc:oracle:thin:@evil.example:1521:x'",
                "db: 'jdbc:oracle:thin:@//evil.example/x'",
                "brokers: [a.good.example:9092, 'evil.example:9092']",
                "brokers: evil",
                "smtp: {host: evil.example}",
                "at: '10.0.0.1:80'",
                "at: '[::2]:80'",
                "tokenEndpoint: https://evil.example")) {
            assertThat(wrong(allowed, MINIMAL + "  " + own + "\n")).as(own).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example, HTTPS://A.Example:443/x?y, true",
        "https://a.example, https://a.example:0443, true",
        "http://a.example, http://a.example:80, true",
        "https://a.example, http://a.example, false",
        "https://a.example, https://a.example:8443, false",
        "https://a.example, https://b.example, false",
        "https://my_host, https://my_host/x, true",
        "https://my_host, https://my_host2, false",
        "https://[::1], https://[::1]:443, true",
        "https://a.example, https://a.example\\@b.example, false"
    })
    void areComparedAsSchemeHostAndPort(String one, String other, boolean same) {
        assertThat(Address.in("url", one).equals(Address.in("url", other))).isEqualTo(same);
    }
}
