package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Waits;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Decides whether a failed request to Salesforce is made once more, and when: the bean {@code orgRetries} of {@code on-error},
 * as {@code onExceptionOccurred} processor. Only what may pass is repeated, with growing, jittered delays, and no more often
 * in a run than its budget allows. Sets the exchange property {@code again}, and the delay Camel's redelivery takes.
 */
public final class OrgRetries implements Processor {
    private static final String AGAIN = "again";
    private static final Waits UNSEEN = new Waits(wait -> {});
    private static final String TRIES = "orgRetries.tries";

    private final int most;
    private final int budget;
    private final Duration first;
    private final Duration longest;

    /**
     * @param most repetitions of one request
     * @param budget repetitions of a whole run
     * @param first delay, doubled each time
     * @param longest delay
     */
    public OrgRetries(int most, int budget, Duration first, Duration longest) {
        this.most = most;
        this.budget = budget;
        this.first = first;
        this.longest = longest;
    }

    /** To be called where a new request starts, as its exchange may have carried others. */
    public void start(Exchange exchange) {
        exchange.removeProperty(TRIES);
        waits(exchange).end();
    }

    @Override
    public void process(Exchange exchange) {
        exchange.setProperty(AGAIN, false);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        int tries = exchange.getProperty(TRIES, 0, Integer.class);
        exchange.setProperty(TRIES, tries + 1);
        boolean again = tries < most
                && OrgErrors.passing(failure)
                && exchange.getProperty("org", OrgConnection.class).repeat(budget);
        long delay = Math.min(first.toMillis() << Math.min(tries, 20), longest.toMillis());
        long jittered = delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
        // Camel looks for it there, and a failed request to Salesforce has an out message
        exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, jittered);
        exchange.setProperty(AGAIN, again);
        if (again) {
            waits(exchange)
                    .begin(
                            Waits.Side.SALESFORCE,
                            OrgErrors.status(failure),
                            tries + 2,
                            most + 1,
                            Duration.ofMillis(jittered));
        } else {
            waits(exchange).end();
        }
    }

    private static Waits waits(Exchange exchange) {
        return exchange.getProperty(Waits.PROPERTY, UNSEEN, Waits.class);
    }
}
