package io.connectors.salesforce.cli;

import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.run.Stage;
import io.connectors.salesforce.server.ConnectorServer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar a run on a terminal; elsewhere the log's lines have to do. */
final class Progress implements AutoCloseable {
    private static final int PERIOD_MS = 200;

    private final ConnectorServer server;
    private final ScheduledExecutorService clock;
    private final Map<String, ProgressBar> bars = new HashMap<>();

    private Progress(ConnectorServer server) {
        this.server = server;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    static Progress of(ConnectorServer server) {
        Progress progress = new Progress(server);
        if (System.console() != null) {
            progress.clock.scheduleAtFixedRate(progress::show, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
        }
        return progress;
    }

    private synchronized void show() {
        for (Run run : server.active()) {
            boolean reading = run.stage().compareTo(Stage.APPLY) < 0;
            ProgressBar bar = bars.computeIfAbsent(run.id() + reading, key -> bar(run, reading));
            bar.maxHint(run.expected() == 0 ? -1 : run.expected());
            bar.stepTo(run.progress());
        }
    }

    private static ProgressBar bar(Run run, boolean reading) {
        return new ProgressBarBuilder()
                .setTaskName(run.connector().id() + (reading ? " read" : " send"))
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(PERIOD_MS)
                .showSpeed()
                .build();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            bars.values().forEach(bar -> {
                bar.maxHint(bar.getCurrent());
                bar.close();
            });
        }
    }
}
