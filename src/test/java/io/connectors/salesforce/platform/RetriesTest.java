package io.connectors.salesforce.platform;

import static io.connectors.salesforce.platform.PlatformExchange.answered;
import static io.connectors.salesforce.platform.PlatformExchange.withOauth2;
import static io.connectors.salesforce.platform.PlatformExchange.withToken;
import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.config.net.WebProxy;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private static final int MOST = 3;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Tokens tokens =
            new Tokens(SSLContexts.createDefault(), new BoundedAnswers(Duration.ofSeconds(30), WebProxy.NONE));
    private final Retries retries = new Retries(
            tokens, MOST, 1000, Duration.ofMillis(100), Duration.ofSeconds(60), Clock.fixed(NOW, ZoneOffset.UTC));
    private final Exchange exchange = withToken("fixed");

    /** Whether a request that failed goes out once more. */
    private boolean again(Exchange failed, Throwable failure) {
        failed.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        retries.process(failed);
        return failed.getProperty("again", Boolean.class);
    }

    private static long delay(Exchange failed) {
        return failed.getMessage().getHeader(Exchange.REDELIVERY_DELAY, Long.class);
    }

    /** After the first failure of a request. */
    private long delay(Throwable failure) {
        retries.start(exchange);
        again(exchange, failure);
        return delay(exchange);
    }

    /** As the repetition bears it. */
    private String authorization(Exchange repeated) {
        tokens.process(repeated);
        return repeated.getMessage().getHeader("Authorization", String.class);
    }

    private long delayAfter(String header, String value) {
        return delay(answered(503, Map.of(header, value), null));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 501, 502, 503, 504, 507, 520, 599})
    void repeatsWhatMayPass(int status) {
        assertThat(again(exchange, answered(status))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 400, 402, 403, 404, 405, 409, 410, 413, 415, 422, 431, 451})
    void repeatsNoRefusal(int status) {
        assertThat(again(exchange, answered(status))).isFalse();
    }

    @Test
    void repeatsAfterTimeoutsAndBrokenConnections() {
        assertThat(again(exchange, new SocketTimeoutException())).isTrue();
        assertThat(again(exchange, new IOException("Connection reset"))).isTrue();
    }

    @Test
    void repeatsNothingElse() {
        assertThat(again(exchange, new IllegalStateException())).isFalse();
        assertThat(again(exchange, new PlatformFailure("no token"))).isFalse();
    }

    @Test
    void endsWithItsBudgetAndStartsAnewWithTheNextRequest() {
        for (int i = 0; i < MOST; i++) {
            assertThat(again(exchange, answered(503))).isTrue();
        }
        assertThat(again(exchange, answered(503))).isFalse();

        retries.start(exchange);

        assertThat(again(exchange, answered(503))).isTrue();
    }

    @Test
    void waitsLongerEachTimeWithinTheBoundsOfItsJitter() {
        for (int tries = 0; tries < MOST; tries++) {
            long most = 100L << tries;
            assertThat(again(exchange, answered(503))).isTrue();
            assertThat(delay(exchange)).isBetween(most / 2, most);
        }
    }

    @Test
    void doesNotWaitTheSameTimeAlways() {
        long first = delay(answered(503));

        assertThat(java.util.stream.IntStream.range(0, 100).mapToLong(i -> delay(answered(503))))
                .anyMatch(other -> other != first);
    }

    @Test
    void waitsNoLongerThanTheLongest() {
        Retries patient = new Retries(
                tokens, 100, 1000, Duration.ofSeconds(1), Duration.ofSeconds(5), Clock.fixed(NOW, ZoneOffset.UTC));
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, answered(503));
        for (int i = 0; i < 70; i++) {
            patient.process(exchange);
            assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, Long.class))
                    .isBetween(500L, 5000L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Retry-After", "retry-after", "RETRY-AFTER"})
    void honoursRetryAfterInSecondsUnderAnySpelling(String header) {
        assertThat(delayAfter(header, "7")).isEqualTo(7000);
        assertThat(delayAfter(header, " 0 ")).isZero();
    }

    @Test
    void honoursRetryAfterAsADate() {
        assertThat(delayAfter("Retry-After", "Sun, 01 Mar 2026 12:00:09 GMT")).isEqualTo(9000);
        assertThat(delayAfter("Retry-After", "Sun, 01 Mar 2026 11:00:00 GMT")).isZero();
    }

    @Test
    void capsRetryAfter() {
        assertThat(delayAfter("Retry-After", "86400")).isEqualTo(60_000);
        assertThat(delayAfter("Retry-After", "Mon, 02 Mar 2026 12:00:00 GMT")).isEqualTo(60_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "-1", "1.5", "99999999999999999999", "Sun, 99 Mar 2026 12:00:00 GMT"})
    void backsOffByItselfWhereRetryAfterCannotBeRead(String value) {
        assertThat(delayAfter("Retry-After", value)).isBetween(50L, 100L);
    }

    @Test
    void renewsARefusedTokenOnce() throws IOException {
        try (TokenEndpoint endpoint = new TokenEndpoint()) {
            Exchange request = withOauth2(endpoint.url(), Optional.empty());
            tokens.authorize(request);

            assertThat(again(request, answered(401))).isTrue();
            assertThat(delay(request)).as("a new token need not wait").isZero();
            assertThat(authorization(request)).isEqualTo("Bearer token-2");
            assertThat(again(request, answered(401))).isFalse();
            assertThat(endpoint.forms()).hasSize(2);
        }
    }

    @Test
    void renewsARefusedTokenOnceForEachRequest() throws IOException {
        try (TokenEndpoint endpoint = new TokenEndpoint()) {
            Exchange request = withOauth2(endpoint.url(), Optional.empty());
            tokens.authorize(request);
            again(request, answered(401));
            authorization(request);

            retries.start(request);

            assertThat(again(request, answered(401))).isTrue();
            assertThat(authorization(request)).isEqualTo("Bearer token-3");
        }
    }

    @Test
    void goesOnRepeatingAfterANewToken() throws IOException {
        try (TokenEndpoint endpoint = new TokenEndpoint()) {
            Exchange request = withOauth2(endpoint.url(), Optional.empty());
            tokens.authorize(request);
            again(request, answered(401));

            assertThat(again(request, answered(503))).isTrue();
        }
    }

    @Test
    void neverRepeatsAFixedTokenThatWasRefused() {
        assertThat(again(exchange, answered(401))).isFalse();
    }

    @Test
    void repeatsNoMoreOftenInARunThanItsBudget() {
        AtomicInteger repetitions = new AtomicInteger(998);
        int again = 0;
        for (int request = 0; request < 5; request++) {
            retries.start(exchange);
            exchange.setProperty("repetitions", repetitions);
            again += again(exchange, answered(503)) ? 1 : 0;
        }

        assertThat(again).isEqualTo(2);
    }
}
