package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    private final Origin org = Origin.of(URI.create("http://127.0.0.1:8089"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8089/services/data",
                "https://acme.my.salesforce.com/x",
                "https://acme--box.sandbox.my.salesforce.com:443/x",
                "https://acme.my.force.com"
            })
    void trustsTheConfiguredOriginAndSalesforce(String address) {
        assertThat(org.trusts(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8090/x",
                "https://127.0.0.1:8089/x",
                "http://localhost:8089/x",
                "http://acme.my.salesforce.com",
                "https://acme.my.salesforce.com:8443",
                "https://evilsalesforce.com",
                "https://acme.my.salesforce.com.evil.example",
                "https://user@acme.my.salesforce.com"
            })
    void trustsNothingElse(String address) {
        assertThat(org.trusts(URI.create(address))).isFalse();
    }
}
