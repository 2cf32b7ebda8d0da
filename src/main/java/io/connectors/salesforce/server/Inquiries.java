package io.connectors.salesforce.server;

import io.connectors.salesforce.run.RunFailure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Questions to orgs that somebody waits for, outside of a run: checks and look-ups. Only so many wait at once, and none for longer
 * than it may, so that orgs which do not answer leave the API its threads.
 */
public final class Inquiries implements AutoCloseable {
    /** Of the twenty threads that serve the API. */
    private static final int AT_ONCE = 8;

    private final Duration longest;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "inquiry");
        thread.setDaemon(true);
        return thread;
    });

    /** @param longest a whole inquiry may take */
    Inquiries(Duration longest) {
        this.longest = longest;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws Busy if as many wait as may
     * @throws RunFailure if there is no answer in time
     */
    <T> T ask(Callable<T> question) throws Exception {
        if (!free.tryAcquire()) {
            throw new Busy();
        }
        Future<T> answer;
        try {
            answer = threads.submit(() -> {
                try {
                    return question.call();
                } finally {
                    free.release();
                }
            });
        } catch (RuntimeException | Error ended) {
            free.release();
            throw ended;
        }
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new RunFailure(
                    "Salesforce gave no answer within " + longest.toSeconds()
                            + " seconds. Check that salesforce.url is right and can be reached from this machine, and try again.");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception known ? known : new IllegalStateException(failed.getCause());
        } catch (InterruptedException hurried) {
            answer.cancel(true);
            throw hurried;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** As many inquiries wait as may. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Busy() {
            super(AT_ONCE
                    + " checks and look-ups are already waiting for Salesforce to answer. Try again in a minute.");
        }
    }
}
