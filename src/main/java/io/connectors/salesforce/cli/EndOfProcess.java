package io.connectors.salesforce.cli;

import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.server.ConnectorServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ExitCode;

/**
 * What SIGTERM and Ctrl-C do to a process with runs in progress: each stops at its next page or batch, closes its record as
 * cancelled and frees its lease. It takes no longer than {@code camel.main.shutdown-timeout}; a run that cannot be closed by then
 * is closed by the connector's next one.
 */
final class EndOfProcess implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ConnectorServer server;
    private final Thread hook;

    private EndOfProcess(ConnectorServer server, Runnable end) {
        this.server = server;
        hook = new Thread(end, "end-of-process");
    }

    /** Lets the command print its reports; the process exits with 1. */
    static EndOfProcess cancelling(ConnectorServer server) {
        EndOfProcess[] end = new EndOfProcess[1];
        end[0] = new EndOfProcess(server, () -> end[0].cancel());
        return end[0].awaited();
    }

    /** Ends a server; the process exits as the signal says. */
    static EndOfProcess stopping(ConnectorServer server) {
        EndOfProcess[] end = new EndOfProcess[1];
        end[0] = new EndOfProcess(server, () -> end[0].stop());
        return end[0].awaited();
    }

    private EndOfProcess awaited() {
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    private void cancel() {
        server.active().forEach(Run::cancel);
        try {
            boolean clean = ended.await(patience(), TimeUnit.SECONDS);
            if (clean) {
                // let the command print its reports
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.SOFTWARE);
    }

    private void stop() {
        Thread closing = new Thread(server::close, "closing");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(TimeUnit.SECONDS.toMillis(patience()));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }

    private int patience() {
        return server.settings().number("camel.main.shutdown-timeout", 1);
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // the hook itself waits for this
        }
    }
}
