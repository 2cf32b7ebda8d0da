package io.connectors.salesforce.server;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.ConnectorFolder;
import io.connectors.salesforce.config.Connectors;
import io.connectors.salesforce.config.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors and mappings in force, following their files. A change counts once it was seen twice in a row, so that nothing
 * half written is taken; an invalid one leaves the last valid version in force. Folders are compared by content: events of the
 * file system do not reach every container.
 */
final class LiveFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFiles.class);
    /** Secrets in files of their own change without a connector's file. */
    private static final int POLLS_UNTIL_REREAD = 30;

    private final ConnectorFolder folder;
    private final MappingFiles mappings;
    private final Consumer<Connectors> follower;
    private final ScheduledExecutorService clock;
    private volatile Connectors connectors;
    private Map<String, String> seen;
    private Map<String, String> inForce;
    private int polls;
    /** Whether the follower could not take the connectors, as where its database was away. */
    private boolean untold;

    /** @param follower is told the connectors in force whenever they may have changed, never at once by two threads */
    LiveFiles(ConnectorFolder folder, MappingFiles mappings, Consumer<Connectors> follower) {
        this.folder = folder;
        this.mappings = mappings;
        this.follower = follower;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "files");
            thread.setDaemon(true);
            return thread;
        });
        connectors = folder.read();
        inForce = versions();
        seen = inForce;
        mappings.follow(names());
    }

    Connectors connectors() {
        return connectors;
    }

    /** Follows the files from now on. */
    synchronized void start(Duration period) {
        report();
        follower.accept(connectors);
        clock.scheduleWithFixedDelay(this::poll, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes the files as they are now, for a change this process made itself. */
    synchronized void refresh() {
        take(versions());
    }

    private synchronized void poll() {
        try {
            Map<String, String> now = versions();
            boolean settled = now.equals(seen);
            seen = now;
            boolean due = ++polls % POLLS_UNTIL_REREAD == 0;
            if (settled && (due || !now.equals(inForce))) {
                take(now);
            }
        } catch (RuntimeException failed) {
            LOG.warn("The files of connectors and mappings could not be followed: {}", failed.toString());
        }
    }

    private void take(Map<String, String> now) {
        Connectors before = connectors;
        boolean changed = !now.equals(inForce);
        connectors = folder.read().after(before);
        mappings.follow(names());
        seen = now;
        inForce = now;
        if (changed) {
            tellChanges(before);
            report();
        }
        if (changed || untold || !connectors.valid().equals(before.valid())) {
            untold = true;
            follower.accept(connectors);
            untold = false;
        }
    }

    private void tellChanges(Connectors before) {
        Map<String, Connector> old = byId(before);
        Map<String, Connector> fresh = byId(connectors);
        Set<String> changed = new TreeSet<>(fresh.keySet());
        changed.removeIf(id -> fresh.get(id).equals(old.get(id)));
        changed.forEach(id -> LOG.info("Connector {}: {}, in force", id, old.containsKey(id) ? "changed" : "added"));
        old.keySet().removeAll(fresh.keySet());
        old.keySet().forEach(id -> LOG.info("Connector {}: removed; nobody is removed from its platform", id));
    }

    private static Map<String, Connector> byId(Connectors connectors) {
        return connectors.valid().stream()
                .collect(Collectors.toMap(Connector::id, connector -> connector, (one, same) -> one, TreeMap::new));
    }

    private void report() {
        connectors.problems().forEach(problem -> {
            if (problem.severity() == Severity.ERROR) {
                boolean kept = connectors
                        .find(problem.file().replaceAll("\\.yaml$", ""))
                        .isPresent();
                LOG.error("{}{}", problem, kept ? " (its last valid version stays in force)" : "");
            } else {
                LOG.warn("{}", problem);
            }
        });
        names().forEach(name -> mappings.problems(name)
                .forEach(problem -> LOG.error("{} (the mapping's last valid version stays in force)", problem)));
    }

    /** The mappings that are in use. */
    private List<String> names() {
        return connectors.valid().stream().map(Connector::mapping).distinct().toList();
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>(folder.versions());
        ConnectorFolder.versions(mappings.folder(), "*.csv")
                .forEach((name, version) -> versions.put("mappings/" + name, version));
        return versions;
    }

    @Override
    public void close() {
        // no interruption: it would close the file of the embedded database, which the follower uses
        clock.shutdown();
    }
}
