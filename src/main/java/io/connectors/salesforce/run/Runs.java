package io.connectors.salesforce.run;

import io.connectors.salesforce.config.Causes;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Mask;
import io.connectors.salesforce.config.Waits;
import io.connectors.salesforce.mapping.Mapping;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Opens and closes runs: the bean {@code runs} of the routes. */
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    /** What the log's context tells of a run, as Camel's pattern of keys. */
    public static final String LOGGED = "run,connector";

    private final RunRecords records;
    private final Leases leases;
    private final Erasure erasure;
    private final String server;
    private final Function<Connector, Mapping> mappings;
    private final BiFunction<Throwable, Connector, Optional<String>> explanations;
    private final Function<Connector, Mask> masks;
    private final Clock clock;
    private final Map<String, Run> active = new ConcurrentHashMap<>();
    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean ending;
    private final List<Consumer<Run>> abandoned = new CopyOnWriteArrayList<>();
    private final Watchdog watchdog;
    private final Map<String, Object> claims = new ConcurrentHashMap<>();

    /**
     * @param owner names this process in its leases
     * @param leaseSeconds life of a lease nobody renews
     * @param stalled how long a run may make no progress
     * @param server the connector server this process is
     * @param mappings finds a connector's mapping
     * @param explanations cause and remedy of a failure this package does not know
     * @param masks hides a connector's secrets in what others say
     */
    public Runs(
            State state,
            String owner,
            int leaseSeconds,
            Duration stalled,
            String server,
            Function<Connector, Mapping> mappings,
            BiFunction<Throwable, Connector, Optional<String>> explanations,
            Function<Connector, Mask> masks,
            Clock clock) {
        records = new RunRecords(state);
        leases = new Leases(state, owner, leaseSeconds);
        erasure = new Erasure(state, leases);
        this.server = server;
        this.mappings = mappings;
        this.explanations = explanations;
        this.masks = masks;
        this.clock = clock;
        watchdog = new Watchdog(active::values, stalled, this::abandon);
    }

    /**
     * Claims a connector for a run and sets the exchange property {@code run}; leaves it unset, with the report of a skipped
     * run as body, where there is nothing to do. A firing that a run by schedule has answered already (one that was missed
     * by several triggers at once, or was taken over from a dead process that had just finished) leaves no trace.
     *
     * @param firing when the schedule meant to fire; null for a run by hand
     */
    public void claim(
            @ExchangeProperty("connector") Connector connector,
            @ExchangeProperty("request") RunRequest request,
            @ExchangeProperty("firing") Instant firing,
            Exchange exchange) {
        // several triggers of a connector may fire at once: each sees the record of the one before
        synchronized (claims.computeIfAbsent(connector.id(), id -> new Object())) {
            claimAlone(connector, request, firing, exchange);
        }
    }

    private void claimAlone(Connector connector, RunRequest request, Instant firing, Exchange exchange) {
        String id = RunIds.next(clock);
        Optional<String> pointless = pointless(connector, request.preview());
        OptionalLong epoch = pointless.isPresent() ? OptionalLong.empty() : leases.claim(connector.id(), true);
        if (epoch.isEmpty()) {
            if (pointless.isEmpty() && answered(connector, firing)) {
                return;
            }
            String why = pointless.orElse("Another run of this connector is in progress; this one was not started.");
            ended(records.skipped(id, connector, request, why, clock.instant()), Map.of(), exchange);
            LOG.info("Connector {}: skipped, {}", connector.id(), why);
            return;
        }
        try {
            if (answered(connector, firing)) {
                leases.release(connector.id(), epoch.getAsLong());
                return;
            }
            Scope scope = records.scope(connector);
            Run run = new Run(
                    id, connector, request, epoch.getAsLong(), scope, mappings.apply(connector), clock.instant());
            records.open(run);
            begin(run, exchange);
        } catch (Throwable failed) {
            leases.release(connector.id(), epoch.getAsLong());
            throw failed;
        }
    }

    private boolean answered(Connector connector, Instant firing) {
        boolean answered = firing != null && records.answered(connector, firing);
        if (answered) {
            LOG.info("Connector {}: the firing of {} has had its run", connector.id(), firing);
        }
        return answered;
    }

    /**
     * Takes a held run up again, to apply its plan; sets the exchange property {@code run}.
     *
     * @throws RunFailure if it is no longer held, or a run of the connector is in progress
     */
    public void resume(
            @ExchangeProperty("connector") Connector connector,
            @ExchangeProperty("held") RunReport held,
            Exchange exchange) {
        pointless(connector, false).ifPresent(why -> {
            throw new RunFailure("The plan stays held. " + why);
        });
        OptionalLong epoch = leases.claim(connector.id(), true);
        if (epoch.isEmpty()) {
            throw new RunFailure("Another run of connector " + connector.id()
                    + " is in progress and will replace this plan; wait for its result.");
        }
        try {
            Run run = new Run(
                    held.run(),
                    connector,
                    RunRequest.approved(held),
                    epoch.getAsLong(),
                    records.scope(connector),
                    mappings.apply(connector),
                    held.started());
            records.reopen(run, held);
            begin(run, exchange);
        } catch (Throwable failed) {
            leases.release(connector.id(), epoch.getAsLong());
            throw failed;
        }
    }

    private void begin(Run run, Exchange exchange) {
        MDC.put("run", run.id());
        MDC.put("connector", run.connector().id());
        active.put(run.id(), run);
        if (ending) {
            run.cancel();
        }
        exchange.setProperty("run", run);
        exchange.setProperty(Waits.PROPERTY, run.waits());
        run.pulse().take(exchange.getProperty(Turns.Turn.PROPERTY, Turns.Turn.class));
        run.countCalls(() -> {
            LongSupplier org = exchange.getProperty("org", LongSupplier.class);
            return org == null ? 0 : org.getAsLong();
        });
        RunBegun listener = exchange.getProperty("begun", RunBegun.class);
        if (listener != null) {
            listener.begun(records.underway(run), run.pulse().ended());
        }
        LOG.info(
                "Run {} of connector {}: claimed with epoch {}",
                run.id(),
                run.connector().id(),
                run.epoch());
    }

    /** A preview sends nothing, so it may look at an inactive connector. */
    private Optional<String> pointless(Connector connector, boolean preview) {
        if (!connector.server().equals(server)) {
            return Optional.of("The connector belongs to connector server " + connector.server() + "; this one is "
                    + server + " (server.name).");
        }
        return connector.active() || preview
                ? Optional.empty()
                : Optional.of("The connector is inactive; set active: true to run it.");
    }

    /** Notes how far the run has come: {@code read}, {@code seal}, {@code plan}, {@code guard}, {@code apply}. */
    public void enter(@ExchangeProperty("run") Run run, String stage) {
        run.goOn();
        run.enter(Stage.valueOf(stage.toUpperCase(Locale.ROOT)));
        records.save(run, run.calls());
        LOG.info(
                "Run {} of connector {}: {}",
                run.id(),
                run.connector().id(),
                run.stage().word());
    }

    /**
     * Compiles the mapping for the fields that can be read; exchange property {@code columns} afterwards.
     *
     * @throws RunFailure if a Required attribute could never have a value
     */
    public void compile(
            @ExchangeProperty("run") Run run,
            @ExchangeProperty("readable") Set<String> readable,
            @ExchangeProperty("misspelt") Map<String, String> misspelt,
            Exchange exchange) {
        Set<String> lacking = new TreeSet<>(run.mapping().requiredSources());
        lacking.removeAll(readable);
        Map<String, String> wrong = misspelt == null ? Map.of() : misspelt;
        if (wrong.keySet().stream().anyMatch(lacking::contains)) {
            lacking.retainAll(wrong.keySet());
            throw new RunFailure("Required attributes need fields that do not exist: "
                    + lacking.stream().map(wrong::get).collect(Collectors.joining(" "))
                    + " Correct the mapping.");
        }
        if (!lacking.isEmpty()) {
            throw new RunFailure("Required attributes need fields the org does not let the connector read: "
                    + String.join(", ", lacking)
                    + ". Give the connector's user read access to them (field-level security), or change the mapping.");
        }
        run.use(run.mapping().mapper(readable));
        exchange.setProperty("columns", run.mapper().sources());
        if (!run.leftOut().isEmpty()) {
            LOG.warn(
                    "Run {}: left out, as their fields cannot be read or do not exist: {}. {}",
                    run.id(),
                    String.join(", ", run.leftOut()),
                    String.join(" ", wrong.values()));
        }
    }

    /** Notes the org the login led to. */
    public void knows(Run run, String orgId) {
        run.orgId(orgId);
        run.waits().end();
    }

    /** Notes how many users the org announced. */
    public void announce(Run run, Long users) {
        run.expect(users);
    }

    /** Ends a run that came to its end: completed, held or previewed; the body becomes its report. */
    public void finish(Run run, Long apiCalls, Exchange exchange) {
        end(run, apiCalls, exchange, () -> {
            if (run.outcome() == Status.RUNNING) {
                run.end(run.request().preview() ? Status.PREVIEWED : Status.COMPLETED, null);
            }
        });
    }

    /** Ends a run that an exception stopped; the body becomes its report. */
    public void fail(Exchange exchange, Long apiCalls) {
        Run run = exchange.getProperty("run", Run.class);
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Connector connector = exchange.getProperty("connector", Connector.class);
        if (run == null) {
            RunRequest request = exchange.getProperty("request", RunRequest.class);
            String reason = reason(connector, cause);
            RunReport report = records.failed(RunIds.next(clock), connector, request, reason, clock.instant());
            ended(report, Map.of(), exchange);
            LOG.error("Connector {}: {}", connector.id(), reason);
            trace(connector, cause);
            return;
        }
        trace(run.connector(), cause);
        end(run, apiCalls, exchange, () -> outcome(run, cause));
    }

    /** What becomes of a run that did not come to its end. */
    private void outcome(Run run, Throwable cause) {
        // whatever a run that is to stop fails with is a consequence of that
        boolean cancelled = run.cancelled();
        String reason = cancelled ? new RunCancelled().getMessage() : reason(run.connector(), cause);
        if (run.held() != null && run.stage().compareTo(Stage.APPLY) < 0) {
            // a plan ends with the next run, not with an approval that came to nothing
            run.end(Status.HELD, run.held().reason() + " An approval came to nothing, and nothing was sent: " + reason);
        } else {
            run.end(cancelled ? Status.CANCELLED : Status.FAILED, reason);
        }
    }

    private void end(Run run, Long apiCalls, Exchange exchange, Runnable outcome) {
        long calls = run.callsBefore() + (apiCalls == null ? 0 : apiCalls);
        run.delivery().stopReading();
        if (!run.delivery().awaitQuiet()) {
            // a batch nothing was heard of for so long sends no more, should it wake up
            run.cancel();
        }
        if (run.pulse().close()) {
            try {
                outcome.run();
            } finally {
                conclude(run, calls);
            }
        }
        exchange.getMessage().setBody(run.pulse().ended().join());
    }

    /**
     * Ends a run from outside, whose own threads do not: they may be stuck, or an error has ended them. What they do later has no
     * effect, as the lease has another epoch by then.
     *
     * @param cause why it fails; null where it was cancelled
     */
    public void abandon(Run run, Throwable cause) {
        if (!run.pulse().close()) {
            return;
        }
        MDC.put("run", run.id());
        MDC.put("connector", run.connector().id());
        try {
            outcome(run, cause);
        } finally {
            concludeAbandoned(run);
        }
    }

    private void concludeAbandoned(Run run) {
        run.pulse().abandon();
        LOG.warn(
                "Run {} of connector {}: its threads did not end it; they have no more say",
                run.id(),
                run.connector().id());
        for (Consumer<Run> each : abandoned) {
            try {
                each.accept(run);
            } catch (Throwable failed) {
                LOG.warn("Run {}: something of it could not be ended: {}", run.id(), failed.toString());
            }
        }
        conclude(run, run.calls());
        MDC.remove("run");
        MDC.remove("connector");
    }

    /** Ends a run, if it is in progress, that an error of any kind has stopped. */
    public void abandon(String run, Throwable error) {
        Optional.ofNullable(active.get(run)).ifPresent(underway -> abandon(underway, error));
    }

    private void abandon(Run run) {
        abandon(run, run.cancelled() ? null : run.pulse().standstill(run.stage()));
    }

    /** Has somebody told of every run that is ended from outside, to end what it has under way. */
    public void onAbandoned(Consumer<Run> told) {
        abandoned.add(told);
    }

    private void conclude(Run run, long calls) {
        RunReport report;
        try {
            run.enter(Stage.CLOSE);
            report = records.close(run, calls);
            leases.release(run.connector().id(), run.epoch());
        } catch (Throwable unwritten) {
            // whoever runs the connector next finds the record open and closes it with what was acknowledged
            leases.forget(run.connector().id(), run.epoch());
            // a database ends the transaction of a process that was paused in it: the lost lease is the cause then
            boolean overtaken = Causes.of(unwritten).stream().anyMatch(LeaseLost.class::isInstance);
            run.end(
                    Status.FAILED,
                    overtaken || run.reason() == null ? reason(run.connector(), unwritten) : run.reason());
            run.settle(run.counts().unconfirmed());
            report = records.report(run, calls);
        } finally {
            active.remove(run.id());
        }
        LOG.info(
                "Run {} of connector {}: {} {}{}",
                run.id(),
                run.connector().id(),
                run.outcome().word(),
                sent(run) ? run.counts().results() : run.counts().words(),
                run.reason() == null ? "" : ", " + run.reason());
        tell(report, run.took());
        run.pulse().ended().complete(report);
    }

    /** Whether its counts are of what was done, not of what would be. */
    private static boolean sent(Run run) {
        return run.outcome() != Status.HELD && run.outcome() != Status.PREVIEWED;
    }

    private void ended(RunReport report, Map<Stage, Duration> took, Exchange exchange) {
        exchange.getMessage().setBody(report);
        tell(report, took);
    }

    private void tell(RunReport report, Map<Stage, Duration> took) {
        for (RunListener listener : listeners) {
            try {
                listener.ended(report, took);
            } catch (Throwable failed) {
                LOG.warn("Run {}: its end could not be told: {}", report.run(), failed.toString());
            }
        }
    }

    /** Has somebody told of every run that ends in this process. */
    public void listen(RunListener listener) {
        listeners.add(listener);
    }

    /** For the record and every output: others may have said it, and may have said anything. */
    private String reason(Connector connector, Throwable cause) {
        return masks.apply(connector).hideAll(words(cause, connector));
    }

    private void trace(Connector connector, Throwable cause) {
        if (LOG.isDebugEnabled()) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace, true));
            LOG.debug("Connector {}: {}", connector.id(), masks.apply(connector).hideAll(trace.toString()));
        }
    }

    private String words(Throwable cause, Connector connector) {
        for (Throwable each : Causes.of(cause)) {
            if (each instanceof RunFailure || each instanceof LeaseLost || each instanceof RunCancelled) {
                return each.getMessage();
            }
            if (each instanceof SQLException gone) {
                return "The database could not be used (SQLSTATE " + gone.getSQLState()
                        + "). What the platform acknowledged is"
                        + " kept. Check the database and database.url; the next run goes on from here.";
            }
        }
        return Causes.of(cause).stream()
                .map(each -> explanations.apply(each, connector))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> unexpected(cause, connector));
    }

    private static String unexpected(Throwable cause, Connector connector) {
        LOG.error("Connector {}: unexpected {}", connector.id(), Causes.trace(cause));
        return "Unexpected error. Details are in the log; please report them.";
    }

    /** Cancels the runs in progress and every later one. */
    public void cancelAll() {
        ending = true;
        leases.giveUp();
        active.values().forEach(Run::cancel);
    }

    /**
     * Cancels all and waits until they have closed their records.
     *
     * @param patience how long they may take by themselves; those left are ended from outside
     * @param longest how long that may take
     */
    public void stop(Duration patience, Duration longest) {
        cancelAll();
        if (awaitEnds(patience)) {
            return;
        }
        active.values().forEach(watchdog::end);
        if (!awaitEnds(longest)) {
            LOG.warn("Runs {} could not be closed; the connector's next run does that", active.keySet());
        }
    }

    /** Whether no run is in progress. */
    private boolean awaitEnds(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (!active.isEmpty() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        return active.isEmpty();
    }

    /** The runs in progress in this process. */
    public Collection<Run> active() {
        return List.copyOf(active.values());
    }

    /** A run of the past or present, by its id. */
    public Optional<RunReport> find(String run) {
        return Optional.ofNullable(active.get(run))
                .map(records::underway)
                .or(() -> records.find(run).map(this::present));
    }

    /**
     * The runs of a connector, the latest first.
     *
     * @param before only runs older than this one
     * @return empty if the connector has no such run
     */
    public Optional<List<RunReport>> list(String connector, Optional<String> before, int limit) {
        Optional<RunReport> newer =
                before.flatMap(records::find).filter(run -> run.connector().equals(connector));
        return before.isPresent() && newer.isEmpty()
                ? Optional.empty()
                : Optional.of(records.list(connector, newer, limit).stream()
                        .map(this::present)
                        .toList());
    }

    /** Its record may lag behind a run in progress here; of one whose process has died it says that it runs. */
    private RunReport present(RunReport recorded) {
        if (recorded.status() != Status.RUNNING) {
            return recorded;
        }
        Run underway = active.get(recorded.run());
        if (underway != null) {
            return records.underway(underway);
        }
        if (leases.claimed(recorded.connector())) {
            return records.elsewhere(recorded);
        }
        return records.find(recorded.run())
                .map(again -> again.status() == Status.RUNNING ? records.abandoned(again) : again)
                .orElse(recorded);
    }

    /** The last run that was neither skipped nor a preview; of one status, or null for any. */
    public Optional<RunReport> last(String connector, Status status) {
        return records.last(connector, status).map(this::present);
    }

    /** The latest run or preview of a connector that was not skipped. */
    public Optional<RunReport> latest(String connector) {
        return records.latest(connector).map(this::present);
    }

    /** Removes what is stored about users and connectors. */
    public Erasure erasure() {
        return erasure;
    }

    /** Whether a live process has a connector. */
    public boolean claimed(String connector) {
        return leases.claimed(connector);
    }

    /** What a run planned and what became of each user, in the order of their Ids. */
    public List<Change> changes(String run, Optional<String> kind, Optional<String> state, String after, int limit) {
        return records.changes(run, kind, state, after, limit);
    }

    /** How many changes of a run are of which kind in which state: {@code "create planned" -> 12}. */
    public Map<String, Long> changeCounts(String run) {
        return records.changeCounts(run);
    }

    /**
     * Discards the plan of a held run.
     *
     * @throws RunFailure if it is no longer held
     */
    public RunReport discard(String run) {
        return records.discard(run);
    }

    @Override
    public void close() {
        watchdog.close();
        leases.close();
    }
}
