package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.console.Served.Reply;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An org that takes connections and never answers leaves the API its threads. */
@Timeout(60)
class SilentOrgsTest {
    /** Answers that only this test sees. */
    static final List<String> SEEN = List.of("checkConnector 503", "getUser 503");

    @Test
    void keepTwentyFiveChecksFromStoppingTheApi() throws IOException {
        ExecutorService clients = Executors.newCachedThreadPool();
        try (ServerSocket silence = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                Installation site = Installation.of(TestDatabase.H2, 10).setting("salesforce.timeout", "6000")) {
            site.set(
                    "salesforce",
                    "{ url: \"http://127.0.0.1:%d\", consumerKey: k, consumerSecret: s, username: u@example.com, password: p }"
                            .formatted(silence.getLocalPort()));
            try (Served served = Served.of(site)) {
                List<CompletableFuture<Reply>> checks = IntStream.range(0, 25)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> i % 2 == 0
                                        ? served.post("/api/connectors/acme/check", "")
                                        : served.get("/api/connectors/acme/users/005000000000001AAA"),
                                clients))
                        .toList();
                await().until(() ->
                        checks.stream().filter(CompletableFuture::isDone).count() >= 17);

                long before = System.nanoTime();
                assertThat(served.get("/api/connectors").status()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));

                assertThat(checks).allSatisfy(check -> {
                    Reply reply = check.join();
                    assertThat(reply.status()).isIn(200, 502, 503);
                    assertThat(reply.text()).contains(reply.status() == 503 ? "Try again" : "salesforce.timeout");
                });
                assertThat(checks)
                        .filteredOn(check -> check.join().status() == 503)
                        .hasSizeBetween(10, 17);
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
