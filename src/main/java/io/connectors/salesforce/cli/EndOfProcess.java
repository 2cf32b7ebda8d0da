package io.connectors.salesforce.cli;

import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.server.ConnectorServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ExitCode;

/**
 * What SIGTERM and Ctrl-C do to a command with runs in progress: each stops at its next page or batch, closes its record as
 * cancelled and frees its lease; the process exits with 1.
 */
final class EndOfProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private EndOfProcess(ConnectorServer server) {
        hook = new Thread(() -> stop(server), "end-of-process");
    }

    static EndOfProcess cancelling(ConnectorServer server) {
        EndOfProcess end = new EndOfProcess(server);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    private void stop(ConnectorServer server) {
        server.active().forEach(Run::cancel);
        try {
            boolean clean = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (clean) {
                // let the command print its reports
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.SOFTWARE);
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
