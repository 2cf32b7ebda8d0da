package io.connectors.salesforce.server;

import io.connectors.salesforce.run.Turns;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.quartz.spi.ThreadPool;

/**
 * The threads of Quartz: as many as have a turn, and those whose runs have given theirs away. Quartz makes it by its name and hands
 * it no objects, so it finds its turns under a name.
 */
public final class TurnPool implements ThreadPool {
    private static final Map<String, Turns> NAMED = new ConcurrentHashMap<>();
    private static final ThreadLocal<Turns.Turn> CURRENT = new ThreadLocal<>();
    private static final long LOOK_MS = 500;
    private static final long LONGEST_END_MS = 1000;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "schedule");
        thread.setDaemon(true);
        return thread;
    });
    private Turns turns = new Turns(1);
    private volatile boolean ended;

    /** The name to give Quartz for these turns. */
    static String name(Turns turns) {
        String name = UUID.randomUUID().toString();
        NAMED.put(name, turns);
        return name;
    }

    /** The turn of the firing that this thread is about; null for any other thread. */
    static Turns.Turn current() {
        return CURRENT.get();
    }

    /** Called by Quartz with the setting {@code org.quartz.threadPool.turns}. */
    public void setTurns(String name) {
        turns = NAMED.remove(name);
    }

    @Override
    public boolean runInThread(Runnable firing) {
        if (ended) {
            return false;
        }
        try {
            Turns.Turn turn = turns.take();
            threads.execute(() -> {
                CURRENT.set(turn);
                try (turn) {
                    firing.run();
                } finally {
                    CURRENT.remove();
                }
            });
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public int blockForAvailableThreads() {
        try {
            while (!ended && !turns.await(LOOK_MS)) {
                // the next look sees whether it has ended
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        return turns.free();
    }

    @Override
    public void initialize() {
        // the threads are made as they are needed
    }

    @Override
    public void shutdown(boolean wait) {
        ended = true;
        threads.shutdown();
        try {
            if (wait) {
                threads.awaitTermination(LONGEST_END_MS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getPoolSize() {
        return turns.most();
    }

    @Override
    public void setInstanceId(String id) {
        // its turns are all that tells it from another
    }

    @Override
    public void setInstanceName(String name) {
        // the same
    }
}
