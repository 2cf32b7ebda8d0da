package io.connectors.salesforce.run;

import io.connectors.salesforce.platform.Retries;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Waits before a request is repeated, in place of Camel, whose waits nothing ends early: a run that is cancelled stops at once. The
 * beans {@code pauses} and {@code orgPauses} of {@code on-error}, as {@code onExceptionOccurred} processors.
 */
public final class Pauses implements Processor {
    private static final String AGAIN = "again";

    private final Processor decision;

    /** @param decision sets the exchange property {@code again}, and the delay for Camel's redelivery */
    public Pauses(Processor decision) {
        this.decision = decision;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        exchange.removeProperty(Retries.ASKED);
        decision.process(exchange);
        Run run = exchange.getProperty("run", Run.class);
        if (run == null || !exchange.getProperty(AGAIN, false, Boolean.class)) {
            return;
        }
        long delay = Math.max(delay(exchange.getIn()), delay(exchange.getMessage()));
        boolean asked = exchange.getProperty(Retries.ASKED, false, Boolean.class);
        if (run.pulse().pause(Duration.ofMillis(delay), asked)) {
            exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, 0L);
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 0L);
        } else {
            exchange.setProperty(AGAIN, false);
        }
    }

    private static long delay(Message message) {
        return message.getHeader(Exchange.REDELIVERY_DELAY, 0L, Long.class);
    }
}
