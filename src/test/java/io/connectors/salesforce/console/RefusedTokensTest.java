package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who guesses the console's token is slowed down and named in the log; who has it is not. */
class RefusedTokensTest {
    private final RefusedTokens refused = new RefusedTokens();

    private List<Long> guesses(String address, int number, long now) {
        return LongStream.range(0, number)
                .mapToObj(i -> refused.delay(address, now))
                .toList();
    }

    @Test
    void waitLongerWithEachGuessUpToTwoSeconds() {
        List<Long> delays = guesses("10.0.0.1", 60, 0);

        assertThat(delays.subList(0, 10)).containsOnly(0L);
        assertThat(delays).isSorted().endsWith(2000L);
        assertThat(guesses("10.0.0.1", 1, 1_000)).containsExactly(2000L);
        assertThat(guesses("10.0.0.1", 1, 60_000)).containsExactly(0L);
    }

    @Test
    void waitByThemselves() {
        guesses("10.0.0.1", 30, 0);
        guesses("2001:db8:1:2:3:4:5:6", 30, 0);

        assertThat(guesses("10.0.0.2", 1, 0)).containsExactly(0L);
        assertThat(guesses("2001:db8:1:3:3:4:5:6", 1, 0)).containsExactly(0L);
        assertThat(refused.delay("2001:db8:1:2:7:7:7:7", 0))
                .as("the same network")
                .isPositive();
    }

    /** Connections that wait are connections that nobody else has. */
    @Test
    void doNotWaitWhereTooManyDo() {
        assertThat(guesses("10.0.0.1", 1_000, 0).stream().filter(delay -> delay > 0))
                .hasSize(100);

        refused.answered();

        assertThat(guesses("10.0.0.1", 2, 0)).containsExactly(2000L, 0L);
    }

    @Test
    void keepNoMoreThanSomeAddresses() {
        for (int i = 0; i < 100_000; i++) {
            refused.delay("10.0." + i, 0);
        }
        assertThat(guesses("10.0.99999", 60, 0)).endsWith(2000L);
    }

    @Test
    void areALineAMinute() {
        assertThat(refused.line(0)).isEmpty();
        refused.count("10.0.0.1");
        assertThat(refused.line(0)).hasValueSatisfying(line -> assertThat(line).contains("1 request", "10.0.0.1"));
        for (int i = 0; i < 500; i++) {
            refused.count("10.0.0." + i % 200);
            assertThat(refused.line(59_999)).isEmpty();
        }
        assertThat(refused.line(60_000))
                .hasValueSatisfying(line -> assertThat(line).contains("500 requests", "10.0.0.99"));
        assertThat(refused.line(120_000)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 123456789012345, true",
        "0.0.0.0, ' 123456789012345 ', true",
        "'::', short, true",
        "0.0.0.0, 1234567890123456, false",
        "127.0.0.1, x, false",
        "localhost, x, false",
        "'::1', x, false",
        "0.0.0.0, '', false"
    })
    void areNoneWhereAWeakTokenIsRefusedAtTheStart(String host, String token, boolean weak) {
        try (Installation site = Installation.of(TestDatabase.H2, 1)
                .setting("console.host", host)
                .setting("console.token", token)) {
            if (weak) {
                assertThatThrownBy(() -> Console.check(site.server().settings()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("console.token has fewer than 16 characters")
                        .hasMessageNotContaining(token.strip());
            } else {
                Console.check(site.server().settings());
            }
        }
    }

    @Test
    void leaveTheRightTokenItsAnswer() throws Exception {
        String token = "Tätig€ with \"\\blanks\\\" and {{env:HOME}}";
        try (Installation site = Installation.of(TestDatabase.H2, 1)
                .setting("console.port", String.valueOf(Served.freePort()))
                .setting("console.token", token)) {
            URI address = Console.open(site.server()).address().resolve("/api/servers");
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest guess = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer wrong")
                    .timeout(Duration.ofSeconds(20))
                    .build();
            List<CompletableFuture<HttpResponse<Void>>> guesses = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                guesses.add(client.sendAsync(guess, BodyHandlers.discarding()));
            }
            long begun = System.nanoTime();
            assertThat(status(address, token.getBytes(StandardCharsets.UTF_8))).contains(" 200 ");
            assertThat(status(address, "wrong".getBytes(StandardCharsets.UTF_8)))
                    .contains(" 401 ");
            assertThat(status(address, token.getBytes(StandardCharsets.UTF_8))).contains(" 200 ");
            assertThat(guesses.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                    .containsOnly(401);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(15));
        }
    }

    private static String status(URI address, byte[] token) throws Exception {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + address.getPath()
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(token);
            socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
