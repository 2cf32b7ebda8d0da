package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.org.Finding;
import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the org answers to a login, run, check and user look-up end with the cause, and the next run is none the worse. */
@Timeout(30)
class LoginAnswersTest {
    private static final String CHALLENGE = "Bearer realm=\"x\"";
    private static Installation site;
    private static Gateway org;
    private static Odd now;
    private static boolean loggedIn;

    /** An answer to a login, and what is said of it. */
    record Odd(int status, String challenge, String body, String why) {
        @Override
        public String toString() {
            return status + " " + body.substring(0, Math.min(body.length(), 60))
                    + (challenge == null ? "" : " " + challenge);
        }
    }

    private static Odd refused(int status, String challenge, String body) {
        return new Odd(
                status,
                challenge,
                body,
                status == 407
                        ? "proxy"
                        : body.startsWith("<") && status != 500 || status == 204
                                ? "(status " + status + ") is not Salesforce"
                                : status / 100 == 4 && status != 429
                                        ? "refused the login: " + status
                                        : "answered " + status);
    }

    private static Odd session(String id, String instanceUrl, String token, String why) {
        return new Odd(
                200,
                null,
                "{\"access_token\":\"" + token + "\"" + (id == null ? "" : ",\"id\":\"" + id + "\"")
                        + (instanceUrl == null ? "" : ",\"instance_url\":\"" + instanceUrl + "\"") + "}",
                why);
    }

    static Stream<Odd> answers() {
        String json = "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}";
        String id = "https://login.salesforce.com/id/00D5g000000AbCdEAK/0055g000000AbCdAAK";
        String own = org.url();
        return Stream.of(
                refused(401, null, json),
                refused(401, CHALLENGE, json),
                refused(401, "Basic realm=\"x\"", "no"),
                refused(401, null, ""),
                refused(407, null, json),
                refused(407, CHALLENGE, "proxy"),
                refused(403, null, "<html>"),
                refused(400, null, "null"),
                refused(400, null, ""),
                refused(429, null, json),
                refused(500, null, "<html>"),
                refused(302, null, ""),
                refused(204, null, ""),
                new Odd(0, null, "the connection is cut", "Salesforce"),
                new Odd(200, null, "<html>sign in</html>", "is not Salesforce"),
                new Odd(200, null, "", "is not Salesforce"),
                new Odd(200, null, "null", "is not Salesforce"),
                new Odd(200, null, "{}", "access_token"),
                session(null, own, "t", "id"),
                session("", own, "t", "id"),
                session("https://x/id/short", own, "t", "id"),
                session(id, null, "t", "instance_url"),
                session(id, "", "t", "instance_url"),
                session(id, "http://x.salesforce.com\\\\@127.0.0.1:1", "t", "instance_url"),
                session(id, own + "/../..//x", "t", "instance_url"),
                session(id, own + "/%2e%2e//x", "t", "instance_url"),
                session(id, own + "?a=b", "t", "instance_url"),
                session(id, own + "#a", "t", "instance_url"),
                session(id, own.replace("//", "//user:pw@"), "t", "neither the configured"),
                session(id, "https://evil.example", "t", "neither the configured"),
                session(id, "file:///etc/passwd", "t", "instance_url"),
                session(id, "x", "t", "instance_url"),
                session(id, own, "t t", "access_token"),
                session(id, own, "t\\r\\nX-Evil: 1", "access_token"),
                session(id, own, "t".repeat(60_000), "access_token"));
    }

    @BeforeAll
    static void start() throws IOException {
        site = Installation.of(TestDatabase.H2, 40).setting("salesforce.retries", "1");
        org = new Gateway(site.org().url(), "/oauth2/token", exchange -> {
            if (now.status() == 0) {
                throw new IOException("cut");
            }
            if (now.challenge() != null) {
                exchange.getResponseHeaders().set("WWW-Authenticate", now.challenge());
                exchange.getResponseHeaders().set("Proxy-Authenticate", now.challenge());
            }
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/x");
            byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
        site.org().instanceUrl(org.url());
        site.set("salesforce", Installation.salesforce(org.url()));
    }

    @AfterAll
    static void stop() {
        site.close();
        org.close();
    }

    @BeforeEach
    void heal() {
        site.org().clearFaults();
        org.through(0);
    }

    private static Connector acme() {
        return site.server().connectors().find("acme").orElseThrow();
    }

    private static void failsWithItsCause(RunReport run) {
        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.reason())
                .contains(now.why())
                .doesNotContain("Exception")
                .doesNotContain("answered nothing. Sales");
    }

    private static void theNextRunIsWell() {
        org.through(1_000);
        RunReport run = site.run();
        assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
        loggedIn = true;
    }

    @ParameterizedTest
    @MethodSource("answers")
    void endRunCheckAndLookUp(Odd answer) {
        now = answer;
        if (loggedIn) {
            site.restart();
            loggedIn = false;
        }

        failsWithItsCause(site.run());
        List<Finding> findings = site.server()
                .check(acme(), site.server().mappings().find("users.csv").orElseThrow());
        assertThat(findings).hasSize(1).allSatisfy(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.ERROR);
            assertThat(finding.message()).contains(now.why());
        });
        assertThatThrownBy(() -> site.server().explain(acme(), "005000000000001AAA"))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining(now.why());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void endARunThatLogsInAgainInTheMiddle(Odd answer) {
        now = answer;
        org.through(loggedIn ? 0 : 1);
        site.org().fault(OrgFault.on(Kind.EXPIRE_TOKEN, "FROM User", 1));

        failsWithItsCause(site.run());
        theNextRunIsWell();
    }
}
