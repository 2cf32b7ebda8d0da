package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.HostilePeer.Endless;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What does not end in an answer, beside its body, ends the run at once with the cause, and is hardly asked for again. */
@Timeout(60)
class HostileHeadersTest {
    private static final long READ_AND_BUFFERED = 24 << 20;
    /** The client takes them for an answer that broke off, which may pass. */
    private static final Set<Endless> ASKED_FOR_AGAIN =
            EnumSet.of(Endless.TRAILERS, Endless.TRAILER_LINE, Endless.CHUNK_EXTENSION, Endless.CHUNK_SIZE);

    private static final Installation SITE = Installation.of(TestDatabase.H2, 40);
    private static HostilePeer org;
    private static HostilePeer platform;
    private static String configured = "";
    private static boolean loggedIn;

    @BeforeAll
    static void start() throws IOException {
        org = new HostilePeer(SITE.org().url());
        platform = new HostilePeer(SITE.platform().url());
        SITE.org().instanceUrl(org.url());
        SITE.set("salesforce", Installation.salesforce(org.url()));
    }

    @AfterAll
    static void close() throws IOException {
        SITE.close();
        org.close();
        platform.close();
    }

    @AfterEach
    void behave() {
        org.behave();
        platform.behave();
    }

    private static void platform(String authorization) {
        if (!authorization.equals(configured)) {
            SITE.set("platform", "{ type: rest, url: \"%s\", %s }".formatted(platform.url(), authorization));
            configured = authorization;
        }
    }

    private static void fails(HostilePeer peer, String whose, int tries) {
        RunReport run = SITE.run();
        loggedIn |= run.apiCalls() > 0;

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.reason()).contains(whose).doesNotContain("Exception", "Unexpected");
        assertThat(SITE.users()).isEmpty();
        assertThat(peer.attacks()).as("tries").isBetween(1, tries);
        assertThat(peer.written()).isLessThan(READ_AND_BUFFERED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BODY")
    void ofAQuery(Endless kind) {
        platform("token: demo-platform-token");
        org.attack("/query", kind);
        fails(org, "Salesforce", ASKED_FOR_AGAIN.contains(kind) ? 5 : 1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BODY")
    void ofALogin(Endless kind) {
        platform("token: demo-platform-token");
        if (loggedIn) {
            SITE.restart();
            loggedIn = false;
        }
        org.attack("/oauth2/token", kind);
        fails(org, "Salesforce", ASKED_FOR_AGAIN.contains(kind) ? 5 : 1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BODY")
    void ofAPlatform(Endless kind) {
        platform("token: demo-platform-token");
        platform.attack("/batch", kind);
        fails(platform, "The platform's answer", 1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BODY")
    void ofATokenEndpoint(Endless kind) {
        platform("oauth2: { tokenUrl: \"%s/token\", clientId: c, clientSecret: demo-client-secret }"
                .formatted(platform.url()));
        platform.attack("/token", kind);
        fails(platform, "The platform's answer", 1);
    }

    @Test
    void cookiesAreNotKept() throws IOException {
        List<String> cookies = new CopyOnWriteArrayList<>();
        Gateway.Answer settingOne = exchange -> {
            cookies.addAll(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
            exchange.getResponseHeaders().add("Set-Cookie", "stay=with-me; Path=/");
            exchange.sendResponseHeaders(503, -1);
        };
        try (Installation site = Installation.of(TestDatabase.H2, 5);
                Gateway org = new Gateway(site.org().url(), "/query", settingOne);
                Gateway platform = new Gateway(site.platform().url(), "/batch", settingOne)) {
            site.set("platform", "{ type: rest, url: \"%s\", token: demo-platform-token }".formatted(platform.url()));
            assertThat(site.run().status()).isEqualTo(Status.FAILED);
            site.org().instanceUrl(org.url());
            site.set("salesforce", Installation.salesforce(org.url()));
            assertThat(site.run().status()).isEqualTo(Status.FAILED);

            assertThat(org.answered()).isGreaterThan(1);
            assertThat(platform.answered()).isGreaterThan(1);
            assertThat(cookies).isEmpty();
        }
    }
}
