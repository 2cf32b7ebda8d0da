package io.connectors.salesforce.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.my.salesforce.com",
                "https://acme.my.salesforce.com/",
                "https://acme--staging.sandbox.my.salesforce.com:443",
                "http://localhost:8089",
                "http://127.0.0.1:8089/",
                "http://127.8.9.10",
                "http://[::1]:8089",
                "http://[0:0:0:0:0:0:0:1]",
            })
    void acceptsHttpsAndThisMachine(String address) {
        assertThat(WebAddress.originFault(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "acme.my.salesforce.com, does not begin with https://",
        "ftp://acme.example, does not begin with https://",
        "http://acme.my.salesforce.com, would carry secrets in clear",
        "http://127.0.0.1.evil.example, would carry secrets in clear",
        "http://localhost.evil.example, would carry secrets in clear",
        "http://0.0.0.0, would carry secrets in clear",
        "http://[::2], would carry secrets in clear",
        "https://acme.my.salesforce.com/services/data, has a path",
        "https://acme.my.salesforce.com?a=b, has a query",
        "https://acme.my.salesforce.com#a, has a fragment",
        "https://user:word@acme.my.salesforce.com, has a user",
        "https://localhost@evil.example, has a user",
        "https:///path, has no valid host",
        "https:acme, has no valid host",
        "https://acme.example:99999, has no valid host or port",
        "https://a b, is not an address",
        "http://my_platform:8080, would carry secrets in clear",
        "http://127.0.0.1_x, would carry secrets in clear",
        "https://my_platform:99999, has no valid host or port",
        "https://me@my_platform, has a user",
        "https://my_-, has no valid host",
        "https://my_org.example, has no valid host",
        "'', does not begin with https://",
    })
    void saysWhatIsWrong(String address, String fault) {
        assertThat(WebAddress.originFault(address))
                .hasValueSatisfying(found -> assertThat(found).startsWith(fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://my_platform", "https://my_platform:8443/", "https://a_b.my_org.example/api"})
    void acceptsAnUnderscoreInAPlatformsHost(String address) {
        assertThat(WebAddress.baseFault(address)).isEmpty();
    }

    @Test
    void hasAStandInForAnUnderscore() {
        URI address = URI.create("https://my_plat_form:8443/my_path");

        assertThat(WebAddress.host(address)).isEqualTo("my_plat_form");
        assertThat(WebAddress.standIn(address).getHost()).isNotNull();
        assertThat(WebAddress.standIn(address).getRawPath()).isEqualTo("/my_path");
        assertThat(WebAddress.standIn(address).getPort()).isEqualTo(8443);
        assertThat(WebAddress.host(WebAddress.standIn(address))).isEqualTo("my_plat_form");
        assertThat(WebAddress.standIn(URI.create("https://platform.example/a_b")))
                .hasToString("https://platform.example/a_b");
    }

    @Test
    void allowsAPathWherePathsAreAppended() {
        assertThat(WebAddress.baseFault("https://platform.example/api/")).isEmpty();
        assertThat(WebAddress.of("https://platform.example/api/")).hasToString("https://platform.example/api");
    }
}
