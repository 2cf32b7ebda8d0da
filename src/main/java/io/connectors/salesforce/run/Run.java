package io.connectors.salesforce.run;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Waits;
import io.connectors.salesforce.mapping.Fill;
import io.connectors.salesforce.mapping.Mapper;
import io.connectors.salesforce.mapping.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run in progress, held by its exchange as property {@code run}: what it was claimed with, how far it has come, what
 * stops it. Safe for use by the threads that deliver its batches.
 */
public final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final String id;
    private final Connector connector;
    private final RunRequest request;
    private final long epoch;
    private final Scope scope;
    private final Mapping mapping;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private final Tally tally = new Tally();
    private final Waits waits = new Waits(this::waiting);
    private final AtomicLong settled = new AtomicLong();
    private final AtomicLong unseen = new AtomicLong();
    private final Delivery delivery = new Delivery();
    private final Pulse pulse = new Pulse();
    private final Map<Stage, Duration> took = new ConcurrentHashMap<>();
    private volatile LongSupplier calls = () -> 0;
    private volatile boolean counted;
    private volatile RunReport held;
    private volatile Mapper mapper;
    private volatile Stage stage = Stage.CLAIM;
    private volatile long stageNanos = startedNanos;
    private volatile Counts counts = Counts.NONE;
    private volatile Status outcome = Status.RUNNING;
    private volatile String reason;
    private volatile String orgId;
    private volatile long expected;
    private volatile long deletedLately;
    private volatile long unmapped;
    private volatile boolean frozen;

    Run(
            String id,
            Connector connector,
            RunRequest request,
            long epoch,
            Scope scope,
            Mapping mapping,
            Instant startedAt) {
        this.id = id;
        this.connector = connector;
        this.request = request;
        this.epoch = epoch;
        this.scope = scope;
        this.mapping = mapping;
        this.startedAt = startedAt;
    }

    /** Sorts by time; unique. */
    public String id() {
        return id;
    }

    public Connector connector() {
        return connector;
    }

    public RunRequest request() {
        return request;
    }

    long epoch() {
        return epoch;
    }

    /** The snapshot this run compares with, as it was at the claim. */
    Scope scope() {
        return scope;
    }

    public Mapping mapping() {
        return mapping;
    }

    /** How many users the snapshot has. */
    public long known() {
        return scope.users();
    }

    /** The mapping compiled for the fields the org lets the connector read; set before the first page. */
    public Mapper mapper() {
        return mapper;
    }

    /** Called once the readable fields are known. */
    public void use(Mapper compiled) {
        mapper = compiled;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** From its start, also where it was held in between. */
    long durationMs() {
        long here = Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
        return held == null
                ? here
                : Math.max(here, Duration.between(startedAt, Instant.now()).toMillis());
    }

    /** Takes up a plan that was held. */
    void resume(RunReport report) {
        held = report;
        counts = report.counts();
    }

    /** What it was when it was held; null for a run that was not. */
    RunReport held() {
        return held;
    }

    /** Requests to Salesforce before it was held. */
    long callsBefore() {
        return held == null ? 0 : held.apiCalls();
    }

    /** Requests to Salesforce so far. */
    long calls() {
        return callsBefore() + calls.getAsLong();
    }

    /** Where the requests to Salesforce of this run are counted. */
    void countCalls(LongSupplier counter) {
        calls = counter;
    }

    public Stage stage() {
        return stage;
    }

    void enter(Stage next) {
        waits.end();
        pulse.beat();
        long now = System.nanoTime();
        took.merge(stage, Duration.ofNanos(now - stageNanos), Duration::plus);
        stageNanos = now;
        stage = next;
    }

    /** How long it was in each stage it has left. */
    Map<Stage, Duration> took() {
        return Map.copyOf(took);
    }

    /** How long it has been in its stage. */
    public Duration inStage() {
        return Duration.ofNanos(System.nanoTime() - stageNanos);
    }

    /** Whether something of the plan is still to be offered to the platform. */
    public boolean isOffering() {
        return delivery.next(counts, tally.successes()).isPresent();
    }

    Delivery delivery() {
        return delivery;
    }

    Tally tally() {
        return tally;
    }

    private void waiting(Waits.Wait wait) {
        LOG.info(
                "Run {} of connector {}: {}; the request is repeated (try {} of {}) at {}",
                id,
                connector.id(),
                wait.cause(),
                wait.number(),
                wait.of(),
                wait.nextAt());
    }

    /** Whether it is waiting to repeat a request. */
    public Waits waits() {
        return waits;
    }

    Pulse pulse() {
        return pulse;
    }

    /** The plan's counts, and in the end the run's; none before there is a plan. */
    Counts counts() {
        return counts;
    }

    /**
     * The counts as they are now: what is read, and what of the plan the platform has acknowledged; of a plan that this run
     * does not send, what would be sent.
     */
    Counts soFar() {
        if (counted) {
            return counts;
        }
        if (counts.equals(Counts.NONE)) {
            return tally.reading();
        }
        return request.preview() || outcome == Status.HELD ? counts : tally.sending(counts);
    }

    /** The last counts of the run, by what became of each change. */
    void settle(Counts last) {
        counts = last;
        counted = true;
    }

    void count(Counts now) {
        counts = now;
    }

    Status outcome() {
        return outcome;
    }

    /** Why it is not completed, or null. */
    String reason() {
        return reason;
    }

    void end(Status status, String why) {
        outcome = status;
        reason = why;
    }

    String orgId() {
        return orgId;
    }

    /** The org's Id as its login told it. */
    public void orgId(String value) {
        orgId = value;
    }

    /** Whether the plan may be applied: not a preview, not held. */
    public boolean cleared() {
        return outcome == Status.RUNNING && !request.preview();
    }

    /** Of the import, once it is mapped; null before, and for a plan taken up again. */
    Fill fill() {
        return mapper == null ? null : mapper.fill();
    }

    /** Users the mapping rejected; those the platform refused are not among them. */
    long unmapped() {
        return unmapped;
    }

    void unmapped(long users) {
        unmapped = users;
    }

    /** Deletions of the last seven days that no person decided about; this run's left out. */
    long deletedLately() {
        return deletedLately;
    }

    void deletedLately(long users) {
        deletedLately = users;
    }

    /** Target attributes whose fields cannot be read. */
    List<String> leftOut() {
        if (held != null) {
            return held.leftOut();
        }
        return mapper == null ? List.of() : mapper.leftOut();
    }

    /** For a progress bar: users the org announced, or changes planned, once known; 0 before. */
    public long expected() {
        return expected;
    }

    /** How many users this stage is to bring. */
    public void expect(long users) {
        pulse.beat();
        expected = users;
    }

    /** For a progress bar: users staged, or changes settled. */
    public long progress() {
        return stage.compareTo(Stage.APPLY) < 0 ? tally.read() : settled.get();
    }

    /** Users of the snapshot out of sight, but not for long enough to be deleted. */
    long unseen() {
        return unseen.get();
    }

    void unseen(int users) {
        unseen.addAndGet(users);
    }

    boolean hasFrozen() {
        return frozen;
    }

    void foundFrozen() {
        frozen = true;
    }

    void settled(int changes) {
        pulse.beat();
        settled.addAndGet(changes);
    }

    /** Stops the run at its next page or batch. */
    public void cancel() {
        pulse.stop();
    }

    /** Whether it is to stop. */
    public boolean cancelled() {
        return pulse.stopped();
    }

    /**
     * To be called between two pages and two batches.
     *
     * @throws RunCancelled if the run is to stop
     */
    void goOn() {
        if (cancelled()) {
            throw new RunCancelled();
        }
    }
}
