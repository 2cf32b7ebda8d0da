package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers byte by byte without end is given up by the deadline of the whole request. */
@Timeout(30)
class DeadlinesTest {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /** Far more often than any timeout of a single read. */
    private static void drip(OutputStream out) throws IOException, InterruptedException {
        do {
            out.write(' ');
            out.flush();
        } while (!NEVER.await(50, TimeUnit.MILLISECONDS));
    }

    private static Gateway.Answer drip(int status) {
        return (HttpExchange exchange) -> {
            exchange.sendResponseHeaders(status, 0);
            drip(exchange.getResponseBody());
        };
    }

    private static Installation site() {
        return Installation.of(TestDatabase.H2, 40)
                .setting("salesforce.timeout", "1000")
                .setting("salesforce.retries", "1")
                .setting("platform.timeout", "1000")
                .setting("platform.retries", "1");
    }

    private static RunReport failed(Installation site, String setting) {
        RunReport run = site.run();

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.reason()).contains(setting);
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/describe", "/query"})
    void giveUpAnOrg(String part) throws IOException {
        try (Installation site = site();
                Gateway org = new Gateway(site.org().url(), part, drip(200))) {
            site.org().instanceUrl(org.url());
            site.set("salesforce", Installation.salesforce(org.url()));

            failed(site, "salesforce.timeout");

            assertThat(org.answered()).as("tries").isEqualTo(2);
        }
    }

    @Test
    void giveUpALogin() throws IOException {
        try (Installation site = site();
                Gateway org = new Gateway(site.org().url(), "/oauth2/token", drip(200))) {
            site.set("salesforce", Installation.salesforce(org.url()));

            failed(site, "salesforce.timeout");

            assertThat(org.answered()).as("tries").isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403})
    void giveUpAPlatform(int status) throws IOException {
        try (Installation site = site();
                Gateway platform = new Gateway("", "/batch", drip(status))) {
            site.set("platform", "{ type: rest, token: t, url: \"" + platform.url() + "\" }");

            failed(site, "platform.timeout");

            assertThat(platform.answered()).as("tries").isEqualTo(2);
        }
    }

    @Test
    void giveUpAPlatformThatDripsItsHead() throws IOException {
        try (Installation site = site();
                DrippingServer platform = new DrippingServer("HTTP/1.1 200 OK\r\nX-Slow: ")) {
            site.set("platform", "{ type: rest, token: t, url: \"" + platform.url() + "\" }");

            failed(site, "platform.timeout");

            assertThat(platform.connections()).as("tries").isEqualTo(2);
        }
    }

    @Test
    void giveUpAPlatformThatDripsItsHandshake() throws IOException {
        try (Installation site = site();
                DrippingServer platform = new DrippingServer("\u0016\u0003\u0003@\u0000")) {
            site.set(
                    "platform",
                    "{ type: rest, token: t, url: \"" + platform.url().replace("http:", "https:") + "\" }");

            failed(site, "platform.timeout");

            assertThat(platform.connections()).as("tries").isEqualTo(2);
        }
    }

    @Test
    void giveUpATokenEndpoint() throws IOException {
        try (Installation site = site();
                Gateway tokens = new Gateway("", "/token", drip(200))) {
            site.set(
                    "platform",
                    "{ type: rest, url: \"%s\", oauth2: { tokenUrl: \"%s/token\", clientId: c, clientSecret: s } }"
                            .formatted(site.platform().url(), tokens.url()));

            failed(site, "platform.oauth2.tokenUrl");

            assertThat(tokens.answered()).as("tries").isEqualTo(1);
        }
    }
}
