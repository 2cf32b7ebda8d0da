package io.connectors.salesforce.platform;

import io.connectors.salesforce.config.TlsRefusal;
import io.connectors.salesforce.config.Waits;
import io.connectors.salesforce.config.net.ProxyRefused;
import io.connectors.salesforce.config.net.Silence;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Decides whether a failed request to a platform goes out once more, and when: the bean {@code retries} of {@code
 * on-error}, as {@code onExceptionOccurred} processor. Passing failures are repeated with growing, jittered delays, or as
 * Retry-After says, unless that is more than all repetitions may take; a refused token is renewed once. Sets the exchange property {@code again}, and the delay Camel's redelivery
 * takes.
 */
public final class Retries implements Processor {
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    /** The exchange property that says whether the platform asked for the wait. */
    public static final String ASKED = "retries.asked";

    private static final String AGAIN = "again";
    private static final String TRIES = "retries.tries";
    private static final String RENEWED = "retries.renewed";

    private final Tokens tokens;
    private final int most;
    private final int budget;
    private final Duration first;
    private final Duration longest;
    private final Clock clock;

    /**
     * @param most repetitions of one request
     * @param budget repetitions of a run, which the exchange property {@code repetitions} counts
     * @param first delay, doubled each time
     * @param longest delay, also for Retry-After
     */
    public Retries(Tokens tokens, int most, int budget, Duration first, Duration longest, Clock clock) {
        this.tokens = tokens;
        this.most = most;
        this.budget = budget;
        this.first = first;
        this.longest = longest;
        this.clock = clock;
    }

    /** To be called where a new request starts, as its exchange may have carried others. */
    public void start(Exchange exchange) {
        exchange.removeProperty(TRIES);
        exchange.removeProperty(RENEWED);
    }

    private static boolean passing(Throwable failure) {
        return failure instanceof HttpOperationFailedException answer
                ? PASSING.contains(answer.getStatusCode()) || answer.getStatusCode() / 100 == 5
                : failure instanceof IOException
                        && TlsRefusal.explain(failure, "").isEmpty()
                        && Silence.of(failure) != Silence.NOT_TLS
                        && !(failure instanceof ProxyRefused refused && !refused.passing());
    }

    /** Decides about the request that has just failed. */
    @Override
    public void process(Exchange exchange) {
        exchange.setProperty(AGAIN, false);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        boolean again = failure instanceof HttpOperationFailedException answer && answer.getStatusCode() == 401
                ? renewed(exchange)
                : delayed(exchange, failure);
        exchange.setProperty(AGAIN, again);
    }

    private boolean renewed(Exchange exchange) {
        boolean before = exchange.getProperty(RENEWED, false, Boolean.class);
        exchange.setProperty(RENEWED, true);
        exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, 0L);
        return !before && tokens.renew(exchange);
    }

    private boolean delayed(Exchange exchange, Throwable failure) {
        int tries = exchange.getProperty(TRIES, 0, Integer.class);
        exchange.setProperty(TRIES, tries + 1);
        Optional<Duration> asked = RetryAfter.of(failure, clock);
        Duration delay = asked.orElseGet(() -> backOff(tries));
        exchange.setProperty(ASKED, asked.isPresent());
        long wait = Math.min(delay.toMillis(), longest.toMillis());
        exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, wait);
        boolean again = passing(failure) && tries < most && !tooLong(asked, tries) && withinBudget(exchange);
        Waits waits = exchange.getProperty(Waits.PROPERTY, Waits.class);
        if (again && waits != null) {
            waits.begin(Waits.Side.PLATFORM, status(failure), tries + 2, most + 1, Duration.ofMillis(wait));
        }
        return again;
    }

    /** Whether the platform asks for a longer wait than all repetitions of the request together may take. */
    private boolean tooLong(Optional<Duration> asked, int tries) {
        return asked.filter(wait -> wait.compareTo(longest.multipliedBy(most - tries)) > 0)
                .isPresent();
    }

    private static OptionalInt status(Throwable failure) {
        return failure instanceof HttpOperationFailedException answer
                ? OptionalInt.of(answer.getStatusCode())
                : OptionalInt.empty();
    }

    private boolean withinBudget(Exchange exchange) {
        AtomicInteger repetitions = exchange.getProperty("repetitions", AtomicInteger.class);
        return repetitions == null || repetitions.incrementAndGet() <= budget;
    }

    private Duration backOff(int tries) {
        long most = Math.min(first.toMillis() << Math.min(tries, 20), longest.toMillis());
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
}
