package io.connectors.salesforce.osgi;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** A database that comes and goes as a service of the framework. */
final class NamedDataSource implements AutoCloseable {
    private final Tracker tracker;

    /** @param changed is told whenever the service may be another, by whichever thread made it so */
    NamedDataSource(BundleContext framework, String name, Runnable changed) {
        tracker = new Tracker(framework, filter(name), changed);
        tracker.open();
    }

    private static Filter filter(String name) {
        String escaped = name.replaceAll("[\\\\*()]", "\\\\$0");
        try {
            return FrameworkUtil.createFilter("(&(" + Constants.OBJECTCLASS + "=" + DataSource.class.getName()
                    + ")(|(osgi.jndi.service.name=" + escaped + ")(dataSourceName=" + escaped + ")))");
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** Empty while there is no such service; of several, the one the framework ranks highest. */
    Optional<DataSource> current() {
        return Optional.ofNullable(tracker.found.lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public void close() {
        tracker.close();
    }

    private static final class Tracker extends ServiceTracker<DataSource, DataSource> {
        /** The framework's own list follows only after it has told us. */
        private final NavigableMap<ServiceReference<DataSource>, DataSource> found = new ConcurrentSkipListMap<>();

        private final Runnable changed;

        Tracker(BundleContext framework, Filter filter, Runnable changed) {
            super(framework, filter, null);
            this.changed = changed;
        }

        @Override
        public DataSource addingService(ServiceReference<DataSource> reference) {
            DataSource database = super.addingService(reference);
            found.put(reference, database);
            changed.run();
            return database;
        }

        @Override
        public void removedService(ServiceReference<DataSource> reference, DataSource gone) {
            found.remove(reference);
            changed.run();
            super.removedService(reference, gone);
        }
    }
}
