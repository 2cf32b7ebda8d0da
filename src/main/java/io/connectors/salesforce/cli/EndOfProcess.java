package io.connectors.salesforce.cli;

import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.Settings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/**
 * What SIGTERM and Ctrl-C do: runs in progress stop at their next page or batch, close their records as cancelled and free their
 * leases, then the process exits. It takes no longer than {@code camel.main.shutdown-timeout}; a run that cannot be closed by then
 * is closed by the connector's next one.
 */
final class EndOfProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndOfProcess.class);
    private static final int SECONDS_TO_PRINT = 1;
    private static final CountDownLatch PRINTED = new CountDownLatch(1);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private EndOfProcess(Settings settings, Runnable first, boolean failed) {
        int patience = settings.number("camel.main.shutdown-timeout", 1);
        hook = new Thread(() -> end(first, patience, failed), "end-of-process");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** For a command: its runs are cancelled, it prints their reports, and the process exits with 1. */
    static EndOfProcess cancelling(ConnectorServer server) {
        return new EndOfProcess(server.settings(), server::cancelAll, true);
    }

    /** For a server: whoever awaits this goes on, and ends the server. The process exits as the signal says. */
    static EndOfProcess stopping(Settings settings) {
        return new EndOfProcess(settings, () -> {}, false);
    }

    /** Notes that the command has printed all it had to say. */
    static void printed() {
        PRINTED.countDown();
    }

    /** Waits for that, no longer than some seconds. */
    static void awaitPrinted(int seconds) {
        try {
            if (!PRINTED.await(seconds, TimeUnit.SECONDS)) {
                LOG.debug("The command has not printed its reports in time");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the process is told to end. */
    void await() throws InterruptedException {
        asked.await();
    }

    private void end(Runnable first, int patience, boolean failed) {
        asked.countDown();
        first.run();
        boolean clean = false;
        try {
            clean = ended.await(patience, TimeUnit.SECONDS);
            if (clean) {
                awaitPrinted(SECONDS_TO_PRINT);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (failed || !clean) {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
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
