package io.connectors.salesforce.server;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Connectors;
import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.org.Finding;
import io.connectors.salesforce.org.OrgCheck;
import io.connectors.salesforce.org.OrgErrors;
import io.connectors.salesforce.org.OrgRetries;
import io.connectors.salesforce.org.Orgs;
import io.connectors.salesforce.platform.BoundedAnswers;
import io.connectors.salesforce.platform.PlatformErrors;
import io.connectors.salesforce.platform.Retries;
import io.connectors.salesforce.platform.Tokens;
import io.connectors.salesforce.run.Batches;
import io.connectors.salesforce.run.Change;
import io.connectors.salesforce.run.Deliveries;
import io.connectors.salesforce.run.Guard;
import io.connectors.salesforce.run.Planning;
import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.RunRequest;
import io.connectors.salesforce.run.Runs;
import io.connectors.salesforce.run.Staging;
import io.connectors.salesforce.run.State;
import io.connectors.salesforce.run.UserMapping;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.processor.aggregate.DefaultAggregateController;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.jsse.SSLContextParameters;

/** A running connector server: the routes over its database, and the connectors as their files were at the start. */
public final class ConnectorServer implements AutoCloseable {
    private final Settings settings;
    private final Connectors connectors;
    private final State state;
    private final Runs runs;
    private final Main main;
    private final BoundedAnswers answers;
    private ProducerTemplate template;

    private ConnectorServer(Settings settings, Connectors connectors, State state, Runs runs, Main main) {
        this.settings = settings;
        this.connectors = connectors;
        this.state = state;
        this.runs = runs;
        this.main = main;
        answers = new BoundedAnswers(Duration.ofMillis(settings.number("platform.timeout", 1)));
    }

    /**
     * Opens the database and starts the routes.
     *
     * @throws io.connectors.salesforce.run.DatabaseHeld if the embedded database belongs to another process
     */
    public static ConnectorServer start(Settings settings, Connectors connectors, MappingFiles mappings) {
        return start(settings, connectors, mappings, Clock.systemUTC());
    }

    static ConnectorServer start(Settings settings, Connectors connectors, MappingFiles mappings, Clock clock) {
        SSLContextParameters tls = TrustStore.tls(settings);
        State state = State.open(
                settings.text("database.url"), settings.text("database.username"), settings.text("database.password"));
        Runs runs = new Runs(
                state,
                // a container's process comes back under the same name
                ManagementFactory.getRuntimeMXBean().getName() + " " + UUID.randomUUID(),
                settings.number("lease.seconds", 1),
                settings.text("server.name"),
                connector -> mapping(connector, mappings),
                ConnectorServer::explain,
                clock);
        Main main = new Main();
        ConnectorServer server = new ConnectorServer(settings, connectors, state, runs, main);
        try {
            server.bind(tls, clock);
            main.start();
            server.template = main.getCamelContext().createProducerTemplate();
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

    private static Optional<String> explain(Throwable failure) {
        return OrgErrors.explain(failure).or(() -> PlatformErrors.explain(failure));
    }

    private void bind(SSLContextParameters tls, Clock clock) throws GeneralSecurityException, IOException {
        DefaultAggregateController groups = new DefaultAggregateController();
        Tokens tokens = new Tokens(tls.createSSLContext(null), answers);
        UserMapping mapping = new UserMapping();
        main.bind("server", this);
        main.bind("runs", runs);
        main.bind("orgs", new Orgs(salesforceTimeout()));
        main.bind(
                "orgRetries",
                new OrgRetries(
                        settings.number("salesforce.retries", 0),
                        settings.number("salesforce.retry-budget", 0),
                        Duration.ofMillis(settings.number("salesforce.retry-delay", 0)),
                        Duration.ofMillis(settings.number("salesforce.retry-longest", 0))));
        main.bind("staging", new Staging(state));
        main.bind("mapping", mapping);
        main.bind("planning", new Planning(state, clock));
        main.bind("guard", new Guard());
        main.bind("planReader", state.planReader());
        main.bind("batches", new Batches());
        main.bind("batchGroups", groups);
        main.bind("deliveries", new Deliveries(state, groups, clock));
        main.bind("tokens", tokens);
        main.bind("boundedAnswers", answers);
        main.bind(
                "retries",
                new Retries(
                        tokens,
                        settings.number("platform.retries", 0),
                        settings.number("platform.retry-budget", 0),
                        Duration.ofMillis(settings.number("platform.retry-delay", 0)),
                        Duration.ofMillis(settings.number("platform.retry-longest", 0)),
                        clock));
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(settings.all());
        main.configure().setRoutesIncludePattern("false");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                configured.getCamelContext().setSSLContextParameters(tls);
                addRoutes(configured.getCamelContext(), settings);
            }
        });
    }

    private static void addRoutes(CamelContext context, Settings settings) {
        Map<String, Resource> routes = RouteFiles.find(settings.folder("routes.dir"), context);
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(routes.values());
        } catch (Exception wrong) {
            throw new IllegalStateException("A route cannot be loaded: " + rootMessage(wrong), wrong);
        }
    }

    private Duration salesforceTimeout() {
        return Duration.ofMillis(settings.number("salesforce.timeout", 1));
    }

    /** The connectors as their files were at the start. */
    public Connectors connectors() {
        return connectors;
    }

    /** Whether a route takes batches for platforms of a type. */
    public boolean serves(String platformType) {
        return main.getCamelContext().getRoute("platform-" + platformType) != null;
    }

    /** Runs one connector now, in this thread. */
    public RunReport run(Connector connector, RunRequest request) {
        return send("direct:run", exchange -> {
            exchange.setProperty("connector", connector);
            exchange.setProperty("request", request);
        });
    }

    /**
     * Applies the plan of a held run, in this thread.
     *
     * @throws RunFailure if it is not held any more
     */
    public RunReport approve(RunReport held, Connector connector) {
        return send("direct:approve-run", exchange -> {
            exchange.setProperty("connector", connector);
            exchange.setProperty("held", held);
            exchange.setProperty("request", new RunRequest(held.startedBy(), false, false, true));
        });
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
        return OrgCheck.of(connector, mapping, main.getCamelContext(), salesforceTimeout());
    }

    /** Prepares a firing of a schedule; called by its route. */
    public void scheduled(String connector, Exchange exchange) {
        exchange.setProperty(
                "connector",
                connectors.find(connector).orElseThrow(() -> new RunFailure("There is no connector " + connector)));
        exchange.setProperty("request", RunRequest.scheduled());
    }

    /** Sets a trigger for each active connector of this server. */
    public void schedule() {
        for (Connector connector : connectors.valid()) {
            boolean ours = connector.active() && connector.server().equals(server());
            List<String> crons = ours ? connector.schedule().cronExpressions() : List.of();
            for (int number = 0; number < crons.size(); number++) {
                addTrigger(connector, number, crons.get(number));
            }
        }
    }

    private String server() {
        return main.getCamelContext().resolvePropertyPlaceholders("{{server.name}}");
    }

    private void addTrigger(Connector connector, int number, String cron) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("connector", connector.id());
        parameters.put("number", number);
        parameters.put("cron", cron);
        parameters.put("timeZone", connector.schedule().timeZone().getId());
        try {
            main.getCamelContext()
                    .addRouteFromTemplate("schedule-" + connector.id() + "-" + number, "schedule", parameters);
        } catch (Exception wrong) {
            throw new IllegalStateException("Connector " + connector.id() + " cannot be scheduled", wrong);
        }
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
        return runs.changes(run, kind, after, limit);
    }

    /** The runs in progress. */
    public Collection<Run> active() {
        return runs.active();
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        runs.active().forEach(Run::cancel);
        main.stop();
        runs.close();
        answers.close();
        state.close();
    }
}
