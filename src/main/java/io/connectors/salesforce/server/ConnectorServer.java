package io.connectors.salesforce.server;

import io.connectors.salesforce.config.Causes;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.ConnectorFolder;
import io.connectors.salesforce.config.Connectors;
import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.org.Finding;
import io.connectors.salesforce.org.OrgCheck;
import io.connectors.salesforce.org.OrgErrors;
import io.connectors.salesforce.org.OrgRetries;
import io.connectors.salesforce.org.Orgs;
import io.connectors.salesforce.org.UserLookup;
import io.connectors.salesforce.platform.BoundedAnswers;
import io.connectors.salesforce.platform.PlatformErrors;
import io.connectors.salesforce.platform.Retries;
import io.connectors.salesforce.platform.Tokens;
import io.connectors.salesforce.run.Batches;
import io.connectors.salesforce.run.Change;
import io.connectors.salesforce.run.Deliveries;
import io.connectors.salesforce.run.Erased;
import io.connectors.salesforce.run.Guard;
import io.connectors.salesforce.run.History;
import io.connectors.salesforce.run.Pauses;
import io.connectors.salesforce.run.Planning;
import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.run.RunBegun;
import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.run.RunListener;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.RunRequest;
import io.connectors.salesforce.run.Runs;
import io.connectors.salesforce.run.Staging;
import io.connectors.salesforce.run.State;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.Turns;
import io.connectors.salesforce.run.UserMapping;
import io.connectors.salesforce.run.UserRecords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running connector server: the routes over its database, and the connectors in force. */
public final class ConnectorServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorServer.class);
    /** Of the time to stop, what is left when the runs in progress have had theirs. */
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(4);

    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(1);
    private static final Duration WEBHOOK = Duration.ofSeconds(10);
    /** Loaded by the console, as it needs an HTTP server. */
    private static final String API = "api" + RouteFiles.SUFFIX;

    private final Settings settings;
    private final ConnectorFolder folder;
    private final MappingFiles mappings;
    private final LiveFiles files;
    private final State state;
    private final Runs runs;
    private final UserRecords users;
    private final History history;
    private final Main main;
    private final Masks masks;
    private final Clock clock;
    private final BoundedAnswers answers;
    private final WebProxy proxy;
    private final Orgs orgs;
    private final Schedules schedules;
    private final Inquiries inquiries;
    private final List<AutoCloseable> parts = new CopyOnWriteArrayList<>();
    private final ExecutorService background = Executors.newCachedThreadPool();
    private ProducerTemplate template;

    private ConnectorServer(
            Settings settings,
            ConnectorFolder folder,
            MappingFiles mappings,
            State state,
            Runs runs,
            Main main,
            BoundedAnswers answers,
            Masks masks,
            WebProxy proxy,
            Clock clock) {
        this.settings = settings;
        this.folder = folder;
        this.mappings = mappings;
        this.state = state;
        this.runs = runs;
        this.main = main;
        this.masks = masks;
        this.proxy = proxy;
        this.clock = clock;
        users = new UserRecords(state);
        history = new History(
                state,
                Duration.ofDays(settings.number("history.days", 1)),
                Duration.ofDays(settings.number("history.quiet-days", 0)),
                clock);
        files = new LiveFiles(folder, mappings, this::schedule);
        orgs = new Orgs(salesforceTimeout());
        this.answers = answers;
        // a single request has its own deadline, which says more
        inquiries = new Inquiries(salesforceTimeout().multipliedBy(2));
        runs.onAbandoned(run -> orgs.abandon(run.connector().id()));
        schedules = new Schedules(settings, state, main::getCamelContext, clock);
    }

    /**
     * Opens the database and starts the routes.
     *
     * @throws io.connectors.salesforce.run.DatabaseHeld if the embedded database belongs to another process
     */
    public static ConnectorServer start(Settings settings, ConnectorFolder folder, MappingFiles mappings) {
        return start(settings, folder, mappings, Clock.systemUTC());
    }

    /** The same over a database of the surroundings, in place of the one the settings name. */
    public static ConnectorServer start(
            Settings settings, ConnectorFolder folder, MappingFiles mappings, DataSource database) {
        return start(settings, folder, mappings, () -> State.open(database), Clock.systemUTC());
    }

    static ConnectorServer start(Settings settings, ConnectorFolder folder, MappingFiles mappings, Clock clock) {
        return start(
                settings,
                folder,
                mappings,
                () -> State.open(
                        settings.text("database.url"),
                        settings.text("database.username"),
                        settings.text("database.password")),
                clock);
    }

    private static ConnectorServer start(
            Settings settings, ConnectorFolder folder, MappingFiles mappings, Supplier<State> database, Clock clock) {
        FolderRights.check(settings);
        SSLContextParameters tls = TrustStore.tls(settings);
        int leaseSeconds = settings.number("lease.seconds", 1);
        WebProxy proxy = proxy(settings);
        BoundedAnswers answers = new BoundedAnswers(Duration.ofMillis(settings.number("platform.timeout", 1)), proxy);
        State state = database.get();
        Main main = new Main();
        Masks masks = new Masks(proxy, main::getCamelContext);
        Runs runs = new Runs(
                state,
                // a container's process comes back under the same name
                ManagementFactory.getRuntimeMXBean().getName() + " " + UUID.randomUUID(),
                leaseSeconds,
                settings.duration("run.stalled"),
                settings.text("server.name"),
                connector -> mapping(connector, mappings),
                (failure, connector) -> explain(failure, connector, proxy),
                masks::of,
                clock);
        ConnectorServer server =
                new ConnectorServer(settings, folder, mappings, state, runs, main, answers, masks, proxy, clock);
        try {
            server.bind(tls, clock);
            main.start();
            server.template = main.getCamelContext().createProducerTemplate();
            server.history.start();
        } catch (Exception failed) {
            server.close();
            throw new IllegalStateException("The routes did not start: " + rootMessage(failed), failed);
        }
        return server;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    private static Mapping mapping(Connector connector, MappingFiles mappings) {
        return mappings.find(connector.mapping())
                .orElseThrow(() -> new RunFailure("There is no mapping " + connector.mapping()
                        + ". Put it into the folder mappings.dir names, or set mapping to one that is there."));
    }

    private static WebProxy proxy(Settings settings) {
        return WebProxy.of(
                settings.text("proxy.url"),
                settings.text("proxy.username"),
                settings.text("proxy.password"),
                settings.text("proxy.except"));
    }

    private static Optional<String> explain(Throwable failure, Connector connector, WebProxy proxy) {
        return OrgErrors.explain(failure, connector.salesforce(), proxy)
                .or(() -> PlatformErrors.explain(failure, connector.platform(), proxy));
    }

    private void bind(SSLContextParameters tls, Clock clock) throws GeneralSecurityException, IOException {
        Tokens tokens = new Tokens(tls.createSSLContext(null), answers);
        UserMapping mapping = new UserMapping();
        main.bind("server", this);
        main.bind("runs", runs);
        main.bind("quartz", schedules.component());
        main.bind("orgs", orgs);
        OrgRetries orgRetries = new OrgRetries(
                settings.number("salesforce.retries", 0),
                settings.number("salesforce.retry-budget", 0),
                Duration.ofMillis(settings.number("salesforce.retry-delay", 0)),
                Duration.ofMillis(settings.number("salesforce.retry-longest", 0)));
        main.bind("orgRetries", orgRetries);
        main.bind("orgPauses", new Pauses(orgRetries));
        main.bind("staging", new Staging(state));
        main.bind("mapping", mapping);
        main.bind("planning", new Planning(state, clock));
        main.bind("guard", new Guard());
        main.bind("planReader", state.planReader());
        main.bind("batches", new Batches());
        main.bind("deliveries", new Deliveries(state, masks::of, clock));
        main.bind("tokens", tokens);
        main.bind("boundedAnswers", answers);
        main.bind("proxy", proxy);
        Retries retries = new Retries(
                tokens,
                settings.number("platform.retries", 0),
                settings.number("platform.retry-budget", 0),
                Duration.ofMillis(settings.number("platform.retry-delay", 0)),
                Duration.ofMillis(settings.number("platform.retry-longest", 0)),
                clock);
        main.bind("retries", retries);
        main.bind("pauses", new Pauses(retries));
        // Camel's own would leave a hook with the JVM for every start; whoever starts a server ends it
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(settings.all());
        main.configure().setRoutesIncludePattern("false");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                configured.getCamelContext().setSSLContextParameters(tls);
                configured
                        .getCamelContext()
                        .getCamelContextExtension()
                        .addInterceptStrategy(new CaughtErrors(runs::abandon));
                configured.getCamelContext().setUseMDCLogging(true);
                configured.getCamelContext().setMDCLoggingKeysPattern(Runs.LOGGED);
                addRoutes(configured.getCamelContext(), settings);
            }
        });
    }

    /** The route of a file that only some processes need. */
    public void load(String route) {
        CamelContext context = main.getCamelContext();
        load(List.of(RouteFiles.find(settings.folder("routes.dir"), context).get(route + RouteFiles.SUFFIX)), context);
    }

    private static void addRoutes(CamelContext context, Settings settings) {
        Map<String, Resource> routes = RouteFiles.find(settings.folder("routes.dir"), context);
        routes.remove(API);
        load(routes.values(), context);
    }

    private static void load(Collection<Resource> routes, CamelContext context) {
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(routes);
        } catch (Exception wrong) {
            throw new IllegalStateException("A route cannot be loaded: " + rootMessage(wrong), wrong);
        }
    }

    private Duration salesforceTimeout() {
        return Duration.ofMillis(settings.number("salesforce.timeout", 1));
    }

    /** The connectors in force: as their files were at the start, or, once it serves, as they are now. */
    public Connectors connectors() {
        return files.connectors();
    }

    /** Every connector that has a file, by id. */
    public List<ConnectorState> states() {
        Instant now = clock.instant();
        return connectors().ids().stream()
                .map(id -> ConnectorState.of(id, this, now))
                .toList();
    }

    /** One connector that has a file. */
    public Optional<ConnectorState> state(String id) {
        return connectors().ids().contains(id)
                ? Optional.of(ConnectorState.of(id, this, clock.instant()))
                : Optional.empty();
    }

    /** The connector files. */
    public ConnectorFolder folder() {
        return folder;
    }

    /** The mappings in force. */
    public MappingFiles mappings() {
        return mappings;
    }

    public Settings settings() {
        return settings;
    }

    /** The name connectors know this server by. */
    public String name() {
        return settings.text("server.name");
    }

    /** Runs connectors when their schedules say, and follows the files from now on. */
    public void serve() {
        files.start(Duration.ofMillis(settings.number("files.period", 100)));
    }

    /** Takes the files as they are now. */
    public void refresh() {
        files.refresh();
    }

    /** Whether a route takes batches for platforms of a type. */
    public boolean serves(String platformType) {
        return main.getCamelContext().getRoute("platform-" + platformType) != null;
    }

    /** Runs one connector now, to its end. */
    public RunReport run(Connector connector, RunRequest request) {
        return run(connector, request, null);
    }

    /** The same with a turn, which it gives away when it makes no progress. */
    public RunReport run(Connector connector, RunRequest request, Turns.Turn turn) {
        return begin(connector, request, turn, false);
    }

    private RunReport begin(Connector connector, RunRequest request, Turns.Turn turn, boolean first) {
        return begin(
                begun -> send("direct:run", exchange -> {
                    order(connector, request, exchange);
                    exchange.setProperty(Turns.Turn.PROPERTY, turn);
                    exchange.setProperty("begun", begun);
                }),
                first);
    }

    private static void order(Connector connector, RunRequest request, Exchange exchange) {
        exchange.setProperty("connector", connector);
        exchange.setProperty("request", request);
    }

    /**
     * Starts a run of a connector in the background.
     *
     * @return the run as it begins, or the report of one that was skipped or failed before
     */
    public RunReport begin(Connector connector, RunRequest request) {
        return begin(connector, request, null, true);
    }

    /**
     * Goes on with a held run in the background, like {@link #approve}.
     *
     * @throws RunFailure if it is not held any more
     */
    public RunReport beginApproved(RunReport held, Connector connector) {
        return beginApproved(held, connector, true);
    }

    private RunReport beginApproved(RunReport held, Connector connector, boolean first) {
        return begin(
                begun -> send("direct:approve-run", exchange -> {
                    approval(held, connector, exchange);
                    exchange.setProperty("begun", begun);
                }),
                first);
    }

    /**
     * Runs something in the background.
     *
     * @param first whether to return as soon as the run begins; else at its end, whichever thread ends it
     */
    private RunReport begin(Function<RunBegun, RunReport> whole, boolean first) {
        CompletableFuture<RunReport> awaited = new CompletableFuture<>();
        AtomicReference<String> run = new AtomicReference<>();
        background.execute(() -> {
            try {
                awaited.complete(whole.apply((report, ended) -> {
                    run.set(report.run());
                    if (first) {
                        awaited.complete(report);
                    } else {
                        ended.thenAccept(awaited::complete);
                    }
                }));
            } catch (Throwable failed) {
                if (run.get() != null) {
                    runs.abandon(run.get(), failed);
                }
                awaited.completeExceptionally(failed);
            }
        });
        try {
            return awaited.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("The run failed unexpectedly.", failed.getCause());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The wait for the run was interrupted; it goes on.", hurried);
        }
    }

    /**
     * Applies the plan of a held run, to its end.
     *
     * @throws RunFailure if it is not held any more
     */
    public RunReport approve(RunReport held, Connector connector) {
        return beginApproved(held, connector, false);
    }

    private static void approval(RunReport held, Connector connector, Exchange exchange) {
        order(connector, RunRequest.approved(held), exchange);
        exchange.setProperty("held", held);
    }

    private RunReport send(String route, Consumer<Exchange> properties) {
        Exchange exchange = main.getCamelContext().getEndpoint(route).createExchange();
        properties.accept(exchange);
        template.send(route, exchange);
        if (exchange.getException() instanceof RuntimeException failed) {
            throw failed;
        }
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        return exchange.getMessage().getBody(RunReport.class);
    }

    /** Tries a connector's org; nothing is written anywhere. */
    public List<Finding> check(Connector connector, Mapping mapping) {
        try {
            return inquiries.ask(() -> {
                try (DefaultCamelContext own = apart()) {
                    return OrgCheck.of(connector, mapping, own, salesforceTimeout());
                }
            });
        } catch (RunFailure late) {
            return List.of(new Finding(connector.id(), Finding.Level.ERROR, "login", late.getMessage()));
        } catch (RuntimeException known) {
            throw known;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Asks a connector's org for one user, and says what the next run would do; nothing is written anywhere.
     *
     * @param id a Salesforce Id of 18 characters
     * @throws RunFailure if the org cannot be asked; its message is cause and remedy
     */
    public ExplainedUser explain(Connector connector, String id) {
        try {
            UserLookup found = inquiries.ask(() -> {
                try (DefaultCamelContext own = apart()) {
                    return UserLookup.of(connector, mapping(connector, mappings), id, own, salesforceTimeout());
                }
            });
            return ExplainedUser.of(
                    connector, found, users.standing(connector, id), users.changes(connector, id), clock.instant());
        } catch (RunFailure | Inquiries.Busy known) {
            throw known;
        } catch (Exception refused) {
            throw new RunFailure(
                    masks.of(connector)
                            .hideAll(explain(refused, connector, proxy).orElseGet(() -> unexpected(refused))),
                    refused);
        }
    }

    private static String unexpected(Exception failure) {
        LOG.error("A user could not be explained: unexpected {}", Causes.trace(failure));
        return "Unexpected error. Details are in the log; please report them.";
    }

    /** A login of its own, so that a run in progress is not disturbed. */
    private DefaultCamelContext apart() {
        DefaultCamelContext own = new DefaultCamelContext();
        own.setSSLContextParameters(main.getCamelContext().getSSLContextParameters());
        own.getRegistry().bind("proxy", proxy);
        own.start();
        return own;
    }

    /** Prepares a firing of a schedule; called by its route, which ends here where the connector has just gone. */
    public void scheduled(String connector, Exchange exchange) {
        Optional<Connector> found = connectors().find(connector);
        exchange.setRouteStop(found.isEmpty());
        exchange.setProperty("connector", found.orElse(null));
        exchange.setProperty("request", RunRequest.scheduled());
        exchange.setProperty(Turns.Turn.PROPERTY, TurnPool.current());
        Date due = exchange.getMessage().getHeader("scheduledFireTime", Date.class);
        exchange.setProperty("firing", due == null ? null : due.toInstant());
    }

    private void schedule(Connectors connectors) {
        schedules.follow(connectors.valid());
    }

    /** A run of the past or present, by its id. */
    public Optional<RunReport> find(String run) {
        return runs.find(run);
    }

    /** Discards a held plan. */
    public RunReport discard(String run) {
        return runs.discard(run);
    }

    /** What a run planned, in the order of the users' Ids. */
    public List<Change> changes(String run, Optional<String> kind, String after, int limit) {
        return changes(run, kind, Optional.empty(), after, limit);
    }

    /** The same, in one state only. */
    public List<Change> changes(String run, Optional<String> kind, Optional<String> state, String after, int limit) {
        return runs.changes(run, kind, state, after, limit);
    }

    /** How many changes of a run are of which kind in which state: {@code "create planned" -> 12}. */
    public Map<String, Long> changeCounts(String run) {
        return runs.changeCounts(run);
    }

    /** The runs of a connector, the latest first; of those older than one, if one is given that it has. */
    public Optional<List<RunReport>> list(String connector, Optional<String> before, int limit) {
        return runs.list(connector, before, limit);
    }

    /** The last run of a connector that was neither skipped nor a preview; of one status, or null for any. */
    public Optional<RunReport> last(String connector, Status status) {
        return runs.last(connector, status);
    }

    /** The latest run or preview of a connector that was not skipped. */
    public Optional<RunReport> latest(String connector) {
        return runs.latest(connector);
    }

    /**
     * Removes everything stored about a user.
     *
     * @param id a Salesforce Id of 18 characters
     * @param force also if a platform has them
     * @throws RunFailure if a platform has them, or a connector that has rows about them is running
     */
    public Erased erase(String id, boolean force) {
        return runs.erasure().user(id, force);
    }

    /**
     * Removes a connector's file, if there is one, and everything stored about the connector.
     *
     * @throws RunFailure if a run of it is in progress; nothing is removed then
     * @throws io.connectors.salesforce.config.FolderProblem if the file is not removed, or there is neither a file nor anything stored
     */
    public void forget(String id, Optional<String> basedOn) {
        boolean fileless = folder.find(id).isEmpty() && runs.erasure().knows(id);
        runs.erasure().connector(id, () -> {
            if (fileless) {
                folder.forgetBackup(id);
            } else {
                folder.delete(id, basedOn);
            }
            refresh();
        });
    }

    /** Has somebody told of every run that ends in this process. */
    public void listen(RunListener listener) {
        runs.listen(listener);
    }

    /** The share of its daily API requests that a connector's org has used; absent before a run in this process. */
    public OptionalDouble allowanceUsed(String connector) {
        return orgs.allowanceUsed(connector);
    }

    /** Ends a part of the process with this server. */
    public void closing(AutoCloseable part) {
        parts.add(part);
    }

    /** Whether the database answers. */
    public boolean ready() {
        return state.answers();
    }

    /** Whether a live process runs a connector now. */
    public boolean claimed(String connector) {
        return runs.claimed(connector);
    }

    /** Cancels the runs in progress and every later one. */
    public void cancelAll() {
        runs.cancelAll();
    }

    /** The runs in progress in this process. */
    public Collection<Run> active() {
        return runs.active();
    }

    /** An address that reports are posted to, each within ten seconds; the caller closes it. */
    public Webhook webhook(URI address) {
        try {
            CamelContext context = main.getCamelContext();
            return new Webhook(
                    address,
                    context.getSSLContextParameters().createSSLContext(context),
                    new BoundedAnswers(WEBHOOK, proxy),
                    proxy);
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalStateException("TLS of notify.webhook could not be set up", wrong);
        }
    }

    /** Where other parts of the process add their routes and services. */
    public CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        files.close();
        schedules.standby();
        // routes that are being stopped could not close a run's record
        Duration longest = Duration.ofSeconds(settings.number("camel.main.shutdown-timeout", 1));
        runs.stop(longest.minus(TIME_TO_STOP), TIME_TO_CLOSE);
        background.shutdownNow();
        orgs.close();
        inquiries.close();
        // what is still under way is stuck, and has no more say
        main.getCamelContext().getShutdownStrategy().setTimeout(TIME_TO_CLOSE.toSeconds());
        main.getCamelContext().getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        main.getCamelContext().getExecutorServiceManager().setShutdownAwaitTermination(TIME_TO_CLOSE.toMillis());
        main.stop();
        schedules.close();
        parts.forEach(part -> {
            try {
                part.close();
            } catch (Exception failed) {
                LOG.warn("Something did not end with the server: {}", failed.toString());
            }
        });
        runs.close();
        history.close();
        answers.close();
        state.close();
    }
}
