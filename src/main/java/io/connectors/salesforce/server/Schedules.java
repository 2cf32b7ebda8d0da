package io.connectors.salesforce.server;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Schedule;
import io.connectors.salesforce.run.QuartzConnections;
import io.connectors.salesforce.run.State;
import io.connectors.salesforce.run.Turns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.CamelJob;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.simpl.PropertySettingJobFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schedules of a connector server in Quartz, whose tables are in the state's database. There they outlive the process, so
 * that a firing missed meanwhile is caught up once; with PostgreSQL all processes of the server share them, and each firing
 * goes to one. A process takes part from its first {@link #follow} on, and not at all without one.
 */
final class Schedules implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    private static final String GROUP = "connectors";
    private static final String STORE = "org.quartz.jobStore.";
    private static final String THREADS = "org.quartz.threadPool.";
    private static final long LONGEST_END_MS = 1500;
    /** How far ahead moved firings are set; each {@link #follow} sets those that have come nearer. */
    private static final Duration AHEAD = Duration.ofDays(2 * 365);
    /** How long a moved firing that was missed waits to be caught up; by then even a monthly schedule has fired again. */
    private static final Duration BEHIND = Duration.ofDays(40);

    private final String server;
    private final Supplier<CamelContext> context;
    private final QuartzConnections connections;
    private final Clock clock;
    private final QuartzComponent component = new QuartzComponent();
    private final Set<String> routes = new HashSet<>();
    private Scheduler scheduler;
    private boolean ending;

    /**
     * @param context where the routes are; asked for at the first {@link #follow}
     */
    Schedules(Settings settings, State state, Supplier<CamelContext> context, Clock clock) {
        server = settings.text("server.name");
        this.context = context;
        this.clock = clock;
        connections = QuartzConnections.of(state);
        component.setProperties(
                quartz(server, connections.name(), state.shared(), settings.number("schedule.threads", 1)));
        component.setPrefixInstanceName(false);
        component.setEnableJmx(false);
        component.setAutoStartScheduler(false);
        component.setIgnoreExpiredNextFireTime(true);
    }

    private static Properties quartz(String server, String connections, boolean shared, int threads) {
        Properties quartz = new Properties();
        // Quartz puts it between quotes in its statements
        quartz.setProperty("org.quartz.scheduler.instanceName", server.replace("'", "''"));
        // the only process finds what its predecessor left by the name they have in common
        quartz.setProperty(
                "org.quartz.scheduler.instanceId", shared ? UUID.randomUUID().toString() : "embedded");
        quartz.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        quartz.setProperty(THREADS + "class", TurnPool.class.getName());
        quartz.setProperty(THREADS + "turns", TurnPool.name(new Turns(threads)));
        quartz.setProperty(STORE + "class", JobStoreTX.class.getName());
        // its reading of bytea is H2's as well
        quartz.setProperty(STORE + "driverDelegateClass", PostgreSQLDelegate.class.getName());
        quartz.setProperty(STORE + "dataSource", connections);
        quartz.setProperty(STORE + "useProperties", "true");
        quartz.setProperty(STORE + "makeThreadsDaemons", "true");
        quartz.setProperty(STORE + "isClustered", String.valueOf(shared));
        // a dead process is noticed after this and Quartz's own 7.5 seconds
        quartz.setProperty(STORE + "clusterCheckinInterval", "2500");
        return quartz;
    }

    /** What the routes know as {@code quartz}. Nothing fires before the first {@link #follow}. */
    QuartzComponent component() {
        return component;
    }

    static String routeId(String job) {
        return "schedule-" + job;
    }

    /**
     * Makes the triggers those of these connectors, as far as they are active and belong to this server. What has not changed
     * stays untouched, a firing missed while no process ran included; what is new or changed fires from now on. May be called
     * again and again, after a failure too, and by several processes with the same connectors.
     *
     * @throws IllegalStateException if the database cannot be used
     */
    synchronized void follow(Collection<Connector> connectors) {
        if (ending) {
            return;
        }
        Map<String, Planned> planned = new LinkedHashMap<>();
        for (Connector connector : connectors) {
            if (connector.active() && connector.server().equals(server)) {
                List<String> crons = connector.schedule().cronExpressions();
                for (int number = 0; number < crons.size(); number++) {
                    planned.put(
                            connector.id() + "-" + number,
                            new Planned(connector.id(), number, crons.get(number), connector.schedule()));
                }
            }
        }
        try {
            open();
            try {
                set(planned);
            } catch (SchedulerException changing) {
                LOG.debug("Another process may have changed the same trigger", changing);
                set(planned);
            }
            start();
        } catch (Exception failed) {
            throw new IllegalStateException("The connectors cannot be scheduled: " + failed.getMessage(), failed);
        }
    }

    private void set(Map<String, Planned> planned) throws Exception {
        removeOthers(planned.keySet());
        for (Map.Entry<String, Planned> each : planned.entrySet()) {
            set(each.getKey(), each.getValue());
        }
    }

    private void open() throws SchedulerException {
        if (scheduler != null) {
            return;
        }
        CamelContext camel = context.get();
        Scheduler quartz = camel.getComponent("quartz", QuartzComponent.class).getScheduler();
        // two servers of one name in one JVM are two processes of a cluster; Quartz would give them one scheduler
        SchedulerRepository.getInstance().remove(quartz.getSchedulerName());
        PropertySettingJobFactory others = new PropertySettingJobFactory();
        quartz.setJobFactory(
                (firing, on) -> firing.getJobDetail().getKey().getGroup().equals(GROUP)
                        ? new Firing(camel)
                        : others.newJob(firing, on));
        scheduler = quartz;
    }

    private void removeOthers(Set<String> planned) throws Exception {
        List<JobKey> others = scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP)).stream()
                .filter(job -> !planned.contains(job.getName()))
                .toList();
        if (!others.isEmpty()) {
            scheduler.deleteJobs(others);
            LOG.info(
                    "Schedules removed: {}",
                    others.stream().map(JobKey::getName).toList());
        }
        for (String job : Set.copyOf(routes)) {
            String route = routeId(job);
            // a route that is being run through goes another time: a stop would wait for the run, or break it off
            if (!planned.contains(job) && context.get().getInflightRepository().size(route) == 0) {
                context.get().getRouteController().stopRoute(route);
                context.get().removeRoute(route);
                routes.remove(job);
            }
        }
    }

    private void set(String job, Planned planned) throws Exception {
        if (!routes.contains(job)) {
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("connector", planned.connector());
            parameters.put("number", planned.number());
            parameters.put("cron", planned.cron());
            parameters.put("timeZone", planned.zone().getId());
            context.get().addRouteFromTemplate(routeId(job), "schedule", parameters);
            routes.add(job);
        }
        setTrigger(job, planned);
        if (planned.number() == 0) {
            setMovedFirings(job, planned.schedule());
        }
    }

    /** The route has set it where it was not there, or had another cron; here are the other cases. */
    private void setTrigger(String job, Planned planned) throws SchedulerException {
        TriggerKey key = TriggerKey.triggerKey(job, GROUP);
        Trigger present = scheduler.getTrigger(key);
        if (present instanceof CronTrigger old && !planned.fits(old)) {
            scheduler.rescheduleJob(
                    key,
                    old.getTriggerBuilder()
                            .startNow()
                            .withSchedule(planned.times())
                            .build());
        }
        if (present == null && planned.schedule().nextAfter(clock.instant()).isPresent()) {
            add(
                    job,
                    TriggerBuilder.newTrigger()
                            .withIdentity(key)
                            .forJob(job, GROUP)
                            .withSchedule(planned.times())
                            .build());
        }
    }

    private void setMovedFirings(String job, Schedule schedule) throws SchedulerException {
        Instant now = clock.instant();
        Map<TriggerKey, Instant> planned = new HashMap<>();
        for (Instant moved : schedule.movedFirings(now.minus(BEHIND), now.plus(AHEAD))) {
            planned.put(TriggerKey.triggerKey(job + " " + moved, GROUP), moved);
        }
        Set<TriggerKey> present = new HashSet<>();
        for (Trigger trigger : scheduler.getTriggersOfJob(JobKey.jobKey(job, GROUP))) {
            if (trigger.getKey().getName().startsWith(job + " ") && !planned.containsKey(trigger.getKey())) {
                scheduler.unscheduleJob(trigger.getKey());
            }
            present.add(trigger.getKey());
        }
        for (Map.Entry<TriggerKey, Instant> moved : planned.entrySet()) {
            if (!present.contains(moved.getKey()) && moved.getValue().isAfter(now)) {
                add(
                        job,
                        TriggerBuilder.newTrigger()
                                .withIdentity(moved.getKey())
                                .forJob(job, GROUP)
                                .startAt(Date.from(moved.getValue()))
                                .withSchedule(
                                        SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                                .build());
            }
        }
    }

    private void add(String job, Trigger trigger) throws SchedulerException {
        JobKey key = JobKey.jobKey(job, GROUP);
        try {
            if (scheduler.checkExists(key)) {
                scheduler.scheduleJob(trigger);
            } else {
                JobDetail detail = JobBuilder.newJob(CamelJob.class)
                        .withIdentity(key)
                        .requestRecovery()
                        .build();
                scheduler.scheduleJob(detail, trigger);
            }
        } catch (ObjectAlreadyExistsException done) {
            LOG.debug("Another process was faster", done);
        }
    }

    private void start() throws SchedulerException {
        if (!scheduler.isStarted()) {
            if (!scheduler.getMetaData().isJobStoreClustered()) {
                // Camel paused them when the last process ended
                scheduler.resumeTriggers(GroupMatcher.triggerGroupEquals(GROUP));
            }
            scheduler.start();
        }
    }

    /** Fires and follows no more; what is under way goes on. */
    synchronized void standby() {
        ending = true;
        try {
            if (scheduler != null) {
                scheduler.standby();
            }
        } catch (SchedulerException unexpected) {
            LOG.warn("The schedules could not be halted: {}", unexpected.toString());
        }
    }

    /** Waits a moment for what is under way. The triggers stay in the database. */
    @Override
    public synchronized void close() {
        if (scheduler != null) {
            Thread end = new Thread(this::end, "end-of-schedules");
            end.setDaemon(true);
            end.start();
            try {
                end.join(LONGEST_END_MS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        connections.close();
    }

    private void end() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException unexpected) {
            LOG.warn("The schedules could not be ended: {}", unexpected.toString());
        }
    }

    /** A trigger as it should be. */
    private record Planned(String connector, int number, String cron, Schedule schedule) {
        ZoneId zone() {
            return schedule.timeZone();
        }

        boolean fits(CronTrigger trigger) {
            return trigger.getCronExpression().equals(cron)
                    && trigger.getTimeZone().toZoneId().equals(zone());
        }

        CronScheduleBuilder times() {
            return CronScheduleBuilder.cronSchedule(cron)
                    .inTimeZone(TimeZone.getTimeZone(zone()))
                    .withMisfireHandlingInstructionFireAndProceed();
        }
    }
}
