package io.connectors.salesforce.server;

import io.connectors.salesforce.run.Run;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes an exception of the exchange of whatever a step of a route throws. Camel does that for exceptions alone; an error it loses
 * with its thread, and the run would wait for ever.
 */
final class CaughtErrors implements InterceptStrategy {
    private final BiConsumer<Run, Throwable> lost;

    /** @param lost ends a run whose exchange has gone on when the error came */
    CaughtErrors(BiConsumer<Run, Throwable> lost) {
        this.lost = lost;
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode node, Processor step, Processor next) {
        return new DelegateAsyncProcessor(step) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                AtomicBoolean done = new AtomicBoolean();
                try {
                    return super.process(exchange, sync -> {
                        if (done.compareAndSet(false, true)) {
                            callback.done(sync);
                        }
                    });
                } catch (Throwable error) {
                    if (done.compareAndSet(false, true)) {
                        exchange.setException(error);
                        callback.done(true);
                    } else {
                        Run run = exchange.getProperty("run", Run.class);
                        if (run != null) {
                            lost.accept(run, error);
                        }
                    }
                    return true;
                }
            }
        };
    }
}
