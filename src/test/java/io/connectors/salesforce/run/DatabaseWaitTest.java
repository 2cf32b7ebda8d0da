package io.connectors.salesforce.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DatabaseWaitTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static void await(String url, String username, Duration longest) {
        DatabaseWait.await(url, username, "marker-password", longest);
    }

    private static String closedPort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "jdbc:postgresql://127.0.0.1:" + free.getLocalPort() + "/state?password=marker-in-url";
        }
    }

    @Test
    void goesOnAsSoonAsTheDatabaseTakesConnections() throws Exception {
        String url = TestDatabase.POSTGRESQL.newUrl();
        TestDatabase.reachable(url, false);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> await(url, "postgres", LONG));
        assertThatThrownBy(() -> waiting.get(1500, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);

        TestDatabase.reachable(url, true);

        waiting.get(10, TimeUnit.SECONDS);
    }

    @Test
    void failsTheRunWhereNobodyListensInTime() throws Exception {
        String url = closedPort();

        assertThatThrownBy(() -> await(url, "postgres", Duration.ofSeconds(2)))
                .isInstanceOf(RunFailure.class)
                .hasMessageContainingAll("127.0.0.1", "refused", "database.url")
                .hasMessageNotContainingAny("marker", "Exception");
        assertThatThrownBy(() -> State.open(url, "postgres", "")).isInstanceOf(RunFailure.class);
    }

    @Test
    void failsTheRunWhereSomethingTakesTheConnectionAndNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/state";

            assertThatThrownBy(() -> await(url, "postgres", Duration.ofSeconds(2)))
                    .isInstanceOf(RunFailure.class);
        }
    }

    @Test
    void namesAHostThatIsNotKnown() {
        assertThatThrownBy(() -> await("jdbc:postgresql://nowhere.invalid/state", "postgres", Duration.ZERO))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("the host name nowhere.invalid is not known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "postgres://db/state", "jdbc:postgresql://db:port/state", "jdbc:oracle:thin:@db"})
    void doesNotWaitForAUrlThatIsWrong(String url) {
        assertThatThrownBy(() -> await(url, "postgres", LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("database.url");
    }

    @Test
    void doesNotWaitForAUserOrADatabaseThatIsNotThere() {
        String url = TestDatabase.POSTGRESQL.newUrl();

        assertThatThrownBy(() -> await(url.replace("user=postgres", "user=stranger"), "stranger", LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("stranger", "database.username and database.password");
        assertThatThrownBy(() -> await(url.replaceFirst("/state\\d+", "/missing"), "postgres", LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("missing", "Create it");
    }

    @Test
    void neverWaitsForAnEmbeddedDatabase() {
        assertThatCode(() -> await("jdbc:h2:file:/nowhere/state", "connector", LONG))
                .doesNotThrowAnyException();
    }
}
