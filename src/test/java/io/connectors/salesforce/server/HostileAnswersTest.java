package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer too large, too deep or too long ends the run with the cause, and is not read beyond what counts. */
@Timeout(60)
class HostileAnswersTest {
    private static final int BUFFERS = 16 << 20;
    private static final long ENDLESS = 1L << 30;
    private static final byte[] BLANKS = new byte[1 << 16];

    static {
        Arrays.fill(BLANKS, (byte) ' ');
    }

    /** What is wrong with a body. */
    enum Body {
        ENDLESS,
        BOMB,
        DEEP,
        LONG
    }

    private final AtomicLong written = new AtomicLong();

    /** A body that begins like JSON should. */
    private Gateway.Answer answer(Body kind, int status, String start) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            switch (kind) {
                case ENDLESS -> endless(exchange, status, start);
                case BOMB -> bomb(exchange, status, start);
                case DEEP -> whole(exchange, status, start + "[".repeat(100_000) + "]".repeat(100_000) + "}]}");
                case LONG -> whole(exchange, status, start + "\"" + "x".repeat(2 << 20) + "\"}]}");
            }
        };
    }

    private void endless(HttpExchange exchange, int status, String start) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(start.getBytes(StandardCharsets.UTF_8));
            while (written.get() < ENDLESS) {
                out.write(BLANKS);
                written.addAndGet(BLANKS.length);
            }
        }
    }

    private void bomb(HttpExchange exchange, int status, String start) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(start.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 200 << 4; i++) {
                out.write(BLANKS);
            }
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(status, packed.size());
        exchange.getResponseBody().write(packed.toByteArray());
    }

    private static void whole(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private RunReport failed(Installation site) {
        RunReport run = site.run();

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(site.users()).isEmpty();
        return run;
    }

    private static Gateway before(Installation site, String part, Gateway.Answer answer) throws IOException {
        Gateway org = new Gateway(site.org().url(), part, answer);
        site.org().instanceUrl(org.url());
        site.set("salesforce", Installation.salesforce(org.url()));
        return org;
    }

    private static final String RECORD =
            "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"005000000000001AAA\",\"Username\":";

    @ParameterizedTest
    @CsvSource({
        "ENDLESS, larger than the 64 MiB",
        "BOMB, larger than the 64 MiB",
        "DEEP, too deep or too long",
        "LONG, too deep or too long"
    })
    void ofAPageAreRefused(Body kind, String why) throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 40);
                Gateway org = before(site, "/query", answer(kind, 200, RECORD))) {
            assertThat(failed(site).reason()).contains(why);
            assertThat(written).hasValueLessThan((64 << 20) + BUFFERS);
            assertThat(org.answered()).as("tries").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"ENDLESS, larger than the 64 MiB", "BOMB, larger than the 64 MiB", "DEEP, description"})
    void ofADescriptionAreRefused(Body kind, String why) throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 40);
                Gateway org = before(site, "/describe", answer(kind, 200, "{\"fields\":"))) {
            assertThat(failed(site).reason()).contains(why);
            assertThat(written).hasValueLessThan((64 << 20) + BUFFERS);
            assertThat(org.answered()).as("tries").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofALoginAreRefused(Body kind) throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 40);
                Gateway org = before(site, "/oauth2/token", answer(kind, 200, "{\"access_token\":"))) {
            assertThat(failed(site).reason()).doesNotContain("Unexpected");
            assertThat(written).hasValueLessThan((64 << 20) + BUFFERS);
            assertThat(org.answered()).as("tries").isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ENDLESS, 200, larger than the 16 MiB",
        "BOMB, 200, larger than the 16 MiB",
        "DEEP, 200, not the results JSON",
        "ENDLESS, 403, larger than the 16 MiB",
        "BOMB, 503, larger than the 16 MiB",
        "DEEP, 403, answered 403: (no message)"
    })
    void ofAPlatformAreRefused(Body kind, int status, String why) throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 40);
                Gateway platform = new Gateway("", "/batch", answer(kind, status, "{\"results\":"))) {
            site.set("platform", "{ type: rest, token: t, url: \"" + platform.url() + "\" }");

            assertThat(failed(site).reason()).contains(why);
            assertThat(written).hasValueLessThan((16 << 20) + BUFFERS);
            assertThat(platform.answered()).as("tries").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ENDLESS, 200, larger than the 16 MiB",
        "BOMB, 200, larger than the 16 MiB",
        "DEEP, 200, token endpoint",
        "ENDLESS, 403, token endpoint"
    })
    void ofATokenEndpointAreRefused(Body kind, int status, String why) throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 40);
                Gateway tokens = new Gateway("", "/token", answer(kind, status, "{\"access_token\":"))) {
            site.set(
                    "platform",
                    "{ type: rest, url: \"%s\", oauth2: { tokenUrl: \"%s/token\", clientId: c, clientSecret: s } }"
                            .formatted(site.platform().url(), tokens.url()));

            assertThat(failed(site).reason()).contains(why);
            assertThat(written).hasValueLessThan((16 << 20) + BUFFERS);
            assertThat(tokens.answered()).as("tries").isEqualTo(1);
        }
    }
}
