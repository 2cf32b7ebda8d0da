package io.connectors.salesforce.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.CamelJob;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One firing of a connector's trigger. It enters the connector's route, and does nothing where the connector has just been
 * taken away; Camel's own job would make an endpoint for it then, and thereby set the trigger again.
 */
final class Firing extends CamelJob {
    private static final Logger LOG = LoggerFactory.getLogger(Firing.class);
    /** The processes of a cluster see a new file one after the other, and any of them may get its first firing. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CamelContext context;
    private volatile QuartzEndpoint endpoint;

    Firing(CamelContext context) {
        this.context = context;
    }

    @Override
    public void execute(JobExecutionContext firing) throws JobExecutionException {
        endpoint = await(firing).orElse(null);
        if (endpoint == null) {
            LOG.info(
                    "A firing of {} found its connector gone",
                    firing.getJobDetail().getKey());
        } else {
            super.execute(firing);
        }
    }

    private Optional<QuartzEndpoint> await(JobExecutionContext firing) throws JobExecutionException {
        Instant end = Instant.now().plus(PATIENCE);
        try {
            Optional<QuartzEndpoint> found = find(firing);
            while (found.isEmpty() && awaited(firing) && Instant.now().isBefore(end)) {
                TimeUnit.MILLISECONDS.sleep(200);
                found = find(firing);
            }
            return found;
        } catch (SchedulerException unreachable) {
            throw new JobExecutionException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<QuartzEndpoint> find(JobExecutionContext firing) {
        Route route = context.getRoute(
                Schedules.routeId(firing.getJobDetail().getKey().getName()));
        return Optional.ofNullable(route)
                .map(Route::getEndpoint)
                .filter(QuartzEndpoint.class::isInstance)
                .map(QuartzEndpoint.class::cast);
    }

    private static boolean awaited(JobExecutionContext firing) throws SchedulerException {
        Scheduler scheduler = firing.getScheduler();
        return !scheduler.isInStandbyMode()
                && scheduler.getMetaData().isJobStoreClustered()
                && scheduler.checkExists(firing.getJobDetail().getKey());
    }

    /** Whatever name the process had that stored the job. */
    @Override
    protected CamelContext getCamelContext(JobExecutionContext firing) {
        return context;
    }

    @Override
    protected QuartzEndpoint lookupQuartzEndpoint(CamelContext here, JobExecutionContext firing) {
        return endpoint;
    }
}
