package io.connectors.salesforce.osgi;

import io.connectors.salesforce.config.ConnectorFolder;
import io.connectors.salesforce.console.Console;
import io.connectors.salesforce.observe.Management;
import io.connectors.salesforce.observe.Notifications;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.MappingFiles;
import io.connectors.salesforce.server.Settings;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector server that runs while it has a configuration and, where that names one, the data source. All that starts and stops it
 * happens in one thread of its own, one after the other: frameworks call from threads they need back at once.
 */
final class HostedServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostedServer.class);
    private static final int SECONDS_UNTIL_RETRY = 30;
    private static final int LONGEST_STOP_SECONDS = 120;

    private final BundleContext framework;
    private final ScheduledThreadPoolExecutor thread;
    private Optional<Configuration> configuration = Optional.empty();
    private Optional<NamedDataSource> named = Optional.empty();
    private Optional<DataSource> used = Optional.empty();
    private Optional<ConnectorServer> server = Optional.empty();

    HostedServer(BundleContext framework) {
        this.framework = framework;
        thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread only = new Thread(task, "salesforce-connector");
                    // all that is started inherits it, and finds the bundle's classes and resources
                    only.setContextClassLoader(HostedServer.class.getClassLoader());
                    return only;
                },
                new DiscardPolicy());
    }

    /** Runs by a configuration from now on; without one, not at all. The answer is done when that has happened. */
    Future<?> configure(Optional<Configuration> changed) {
        return thread.submit(() -> {
            if (!changed.equals(configuration)) {
                stop();
                named.ifPresent(NamedDataSource::close);
                configuration = changed;
                named = changed.flatMap(Configuration::dataSource)
                        .map(name -> new NamedDataSource(framework, name, () -> thread.execute(this::follow)));
                follow();
            }
        });
    }

    /** Stops, starts or does nothing, as the present state of things says. */
    private void follow() {
        Optional<DataSource> wanted = named.flatMap(NamedDataSource::current);
        if (server.isPresent() && !wanted.equals(used)) {
            stop();
        }
        if (server.isEmpty() && configuration.isPresent()) {
            if (named.isPresent() && wanted.isEmpty()) {
                LOG.info(
                        "Waits for the data source {}",
                        configuration.get().dataSource().orElseThrow());
            } else {
                start(configuration.get(), wanted);
            }
        }
    }

    private void start(Configuration chosen, Optional<DataSource> database) {
        try {
            Settings settings = chosen.settings();
            MappingFiles mappings = new MappingFiles(settings.folder("mappings.dir"));
            ConnectorFolder folder = settings.connectors(mappings);
            ConnectorServer started = database.isPresent()
                    ? ConnectorServer.start(settings, folder, mappings, database.get())
                    : ConnectorServer.start(settings, folder, mappings);
            server = Optional.of(started);
            used = database;
            if (!settings.text("console.token").isBlank()) {
                LOG.info("Console at {}", Console.open(started).address());
            }
            Management.open(started);
            Notifications.open(started);
            started.serve();
            LOG.info("Serving");
        } catch (RuntimeException | LinkageError failed) {
            stop();
            LOG.error("The connector server did not start; it is tried again in {} s", SECONDS_UNTIL_RETRY, failed);
            thread.schedule(this::follow, SECONDS_UNTIL_RETRY, TimeUnit.SECONDS);
        }
    }

    private void stop() {
        server.ifPresent(running -> {
            server = Optional.empty();
            used = Optional.empty();
            running.close();
            LOG.info("Stopped");
        });
    }

    /** Stops; nothing is left when this returns. */
    @Override
    public void close() {
        try {
            configure(Optional.empty()).get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            LOG.error("The connector server did not stop", failed);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }
}
