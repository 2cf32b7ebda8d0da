package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither token nor secret ever reaches a server that is not the org, whatever the org answers. */
@Timeout(60)
class GuardedClientTest {
    private ConnectedOrg org;
    private Listener listener;

    @BeforeEach
    void start() throws IOException {
        org = new ConnectedOrg();
        listener = new Listener();
    }

    @AfterEach
    void stop() throws IOException {
        org.close();
        assertThat(listener.requests())
                .as("requests to a server that is not the org")
                .isEmpty();
        listener.close();
    }

    private String explained(Throwable failure) {
        return OrgErrors.explain(failure, org.connector.salesforce(), WebProxy.NONE)
                .orElseThrow();
    }

    @Test
    void doesNotFollowAnInstanceUrlToAnotherPort() {
        org.simulator.instanceUrl(listener.url());
        org.open();

        assertThatThrownBy(org::count)
                .satisfies(refused ->
                        assertThat(explained(refused)).contains("Refused").contains("Nothing was sent there"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:",
                "http://user@127.0.0.1:",
                "http://acme.my.salesforce.com@127.0.0.1:",
                "http://127.0.0.1.:"
            })
    void doesNotFollowAnInstanceUrlToTheSameServerUnderAnotherName(String start) {
        org.simulator.instanceUrl(start + listener.url().replaceAll(".*:", ""));
        org.open();

        assertThatThrownBy(org::count)
                .satisfies(refused -> assertThat(explained(refused)).contains("Refused"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://169.254.169.254",
                "https://salesforce.com.evil.example",
                "https://evilsalesforce.com",
                "http://acme.my.salesforce.com"
            })
    void doesNotFollowAnInstanceUrlToAnotherHost(String url) {
        org.simulator.instanceUrl(url);
        org.open();

        assertThatThrownBy(org::count)
                .satisfies(refused -> assertThat(explained(refused)).contains("Refused"));
        assertThat(org.simulator.apiCalls()).isZero();
    }

    @Test
    void postsNoSecretToTheInstanceUrlOfTheLastLogin() {
        org.open();
        org.count();
        org.simulator.instanceUrl(listener.url());
        org.simulator.expireTokens();

        assertThatThrownBy(org::count)
                .satisfies(refused -> assertThat(explained(refused)).contains("Refused"));
    }

    @Test
    void endsARunWhoseSessionIsRefusedAfterALoginThatLedAstray() {
        org.open();
        org.count();
        org.simulator.instanceUrl(listener.url());
        org.simulator.fault(OrgFault.on(Kind.EXPIRE_TOKEN, "COUNT()", 1).forEver());

        assertThatThrownBy(org::count)
                .satisfies(refused -> assertThat(explained(refused)).contains("Refused"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/",
                "//evil",
                "@evil",
                ":1@evil/",
                "https://evil.example/x",
                ".evil.example/"
            })
    void asksNoOtherHostForTheNextPage(String address) {
        org.open();
        org.count();
        long before = org.simulator.apiCalls();
        Query query = new Query("User", "SELECT Id FROM User", List.of());

        String page = "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"" + address + "\",\"records\":[]}";

        assertThatThrownBy(() -> query.take(page.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OrgFailure.class)
                .hasMessageContaining("not followed");
        assertThat(org.simulator.apiCalls()).isEqualTo(before);
    }

    @Test
    void asksNoListenerForTheNextPageEvenIfThePathWereHandedOn() {
        String port = listener.url().replaceAll(".*:", "");
        org.open();
        org.count();

        for (String address : List.of(
                listener.url() + "/services/data/v60.0/query/0r8",
                "//127.0.0.1:" + port + "/services/data/v60.0/query/0r8",
                "@127.0.0.1:" + port + "/services/data/v60.0/query/0r8")) {
            assertThatThrownBy(() -> org.ask("queryMore", address)).as(address).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"COUNT()", "/services/oauth2/token"})
    void followsNoRedirect(String request) {
        org.open();
        org.simulator.fault(OrgFault.on(Kind.REDIRECT, request, 1)
                .withUrl(listener.url() + "/services/data/v60.0/query?q=x")
                .forEver());

        assertThatThrownBy(org::count).isNotNull();
    }
}
