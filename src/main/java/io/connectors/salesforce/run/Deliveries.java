package io.connectors.salesforce.run;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Mask;
import io.connectors.salesforce.config.Platform;
import io.connectors.salesforce.platform.Batch;
import io.connectors.salesforce.platform.BatchRequest;
import io.connectors.salesforce.platform.Operation;
import io.connectors.salesforce.platform.PlatformErrors;
import io.connectors.salesforce.platform.Results;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Brings the batches of a plan to the platform and its answers back: the bean {@code deliveries} of the routes. A user is
 * remembered as sent before the request goes out, and counts as acknowledged only by its own result.
 */
public final class Deliveries {
    private final Acknowledgements acknowledgements;

    /** @param masks hides a connector's secrets in what its platform says */
    public Deliveries(State state, Function<Connector, Mask> masks, Clock clock) {
        acknowledgements = new Acknowledgements(state, masks, clock);
    }

    /** Goes on to what is offered next: the headers are the parameters of the plan's stream afterwards. */
    public void offer(@ExchangeProperty("run") Run run, Exchange exchange) {
        run.goOn();
        long successes = run.tally().successes();
        Offer offer = run.delivery().next(run.counts(), successes).orElseThrow();
        run.delivery().begin(offer);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage()
                .setHeaders(Map.of(
                        "run", run.id(),
                        "deletions", offer.deletions(),
                        "again", offer.again(),
                        "successes", successes));
    }

    /**
     * To be called before a batch is handed over: waits until it may go.
     *
     * @throws RunCancelled if the run is to stop
     */
    public void admit(@ExchangeProperty("run") Run run) {
        run.delivery().admit(run::goOn);
    }

    /**
     * Starts a batch: body {@code List<Operation>}, exchange properties {@code batch}, {@code platform} and {@code repetitions} afterwards, and one
     * for each key under the connector's platform that is the route's own.
     */
    public void open(
            @ExchangeProperty("run") Run run,
            @ExchangeProperty("alone") Map<String, Integer> alone,
            @Body List<Operation> operations,
            Exchange exchange) {
        run.goOn();
        if (run.delivery().hasFailed()) {
            throw new RunFailure("An earlier batch of the run failed.");
        }
        Platform platform = run.connector().platform();
        platform.options().forEach((name, value) -> {
            if (exchange.getProperty(name) == null) {
                exchange.setProperty(name, value);
            }
        });
        exchange.setProperty("platform", platform);
        exchange.setProperty("repetitions", run.delivery().repetitions());
        exchange.setProperty("successes", run.tally().successes());
        boolean again = run.delivery().offer().again();
        if (again) {
            run.tally().offeredAgain(operations);
        }
        exchange.setProperty("batch", new Batch(operations, run.delivery()::nextSequence, alone, again));
    }

    /** The next request, whose users are remembered as sent: body {@link BatchRequest} and its headers. */
    public void next(@ExchangeProperty("run") Run run, @ExchangeProperty("batch") Batch batch, Exchange exchange) {
        run.goOn();
        run.delivery().heard();
        Batch.Part part = batch.part();
        acknowledgements.sending(run, part.operations(), batch.again());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("Idempotency-Key", run.id() + "-" + part.sequence());
        exchange.getMessage().setHeader("X-Run-Id", run.id());
        exchange.getMessage().setBody(new BatchRequest(run.id(), part.operations()));
    }

    /**
     * To be called before each request, as a repetition may wait for minutes.
     *
     * @throws LeaseLost if another process has taken the connector over
     * @throws RunCancelled if the run is to stop
     */
    public void goOn(@ExchangeProperty("run") Run run) {
        run.goOn();
        acknowledgements.own(run);
    }

    /** Takes the results of a request. */
    public void acknowledge(
            @ExchangeProperty("run") Run run,
            @ExchangeProperty("batch") Batch batch,
            @ExchangeProperty("successes") long before,
            @Body Results results) {
        run.waits().end();
        Batch.Answer answer = batch.answered(results);
        acknowledgements.answered(run, batch, answer, before);
        run.tally().acknowledged(answer.acknowledged());
        refused(run, batch, answer, before);
        batch.goOn();
    }

    private static void refused(Run run, Batch batch, Batch.Answer answer, long before) {
        run.tally().refused(answer.rejected().keySet());
        if (!batch.again()) {
            run.delivery().refused(answer.rejected().keySet(), before);
        }
    }

    /** Takes the refusal of a request as a whole. */
    public void refuse(@ExchangeProperty("run") Run run, @ExchangeProperty("batch") Batch batch, Exchange exchange) {
        run.waits().end();
        Throwable answer = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        batch.refused(PlatformErrors.refusal(answer));
    }

    /** Counts a batch all of whose parts were answered or refused. */
    public void done(
            @ExchangeProperty("run") Run run,
            @ExchangeProperty("batch") Batch batch,
            @ExchangeProperty("successes") long before) {
        Batch.Answer alone = new Batch.Answer(List.of(), batch.refusedAlone());
        acknowledgements.answered(run, batch, alone, before);
        refused(run, batch, alone, before);
        run.settled(batch.again() ? 0 : batch.size());
    }

    /** Notes what stopped a batch. */
    public void fail(@ExchangeProperty("run") Run run, Exchange exchange) {
        run.delivery().failed(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    /** The batch is not on its way any more, whatever became of it. */
    public void end(@ExchangeProperty("run") Run run) {
        run.delivery().finished();
    }

    /** Waits for all batches; throws the first failure. */
    public void finish(@ExchangeProperty("run") Run run) {
        run.delivery().stopReading();
        run.delivery().await();
    }
}
