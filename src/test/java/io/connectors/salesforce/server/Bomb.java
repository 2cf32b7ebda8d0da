package io.connectors.salesforce.server;

import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Fails with an error wherever a route may call Java: as a processor, a predicate, an expression. */
public final class Bomb implements Processor {
    private static volatile Supplier<Error> armed;

    /** What it throws from now on; null: nothing. */
    static void arm(Supplier<Error> error) {
        armed = error;
    }

    /** For a predicate or an expression. */
    public boolean explode() {
        Supplier<Error> error = armed;
        Error thrown = error == null ? null : error.get();
        if (thrown != null) {
            throw thrown;
        }
        return true;
    }

    @Override
    public void process(Exchange exchange) {
        explode();
    }
}
