package io.connectors.salesforce.server;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Connectors;
import io.connectors.salesforce.run.State;
import io.connectors.salesforce.run.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.matchers.GroupMatcher;

/** A process that follows connectors and only notes their firings. Its end is a clean one. */
final class Follower implements AutoCloseable {
    private static final String FILE = """
            name: Acme
            salesforce: { url: "https://acme.my.salesforce.com", consumerKey: k, consumerSecret: s, username: u, password: p }
            mapping: users.csv
            platform: { type: rest, url: "https://platform.example", token: t }
            """;

    private final State state;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Schedules schedules;
    private final List<Instant> firings = new CopyOnWriteArrayList<>();

    Follower(TestDatabase database, String url) throws Exception {
        this(database, url, Clock.systemUTC());
    }

    Follower(TestDatabase database, String url, Clock clock) throws Exception {
        this(database, url, clock, "Cloud");
    }

    Follower(TestDatabase database, String url, Clock clock, String server) throws Exception {
        state = database.open(url);
        Settings settings = Settings.load(java.nio.file.Path.of("none"), Map.of(), new Properties())
                .with("database.url", url)
                .with("server.name", server);
        schedules = new Schedules(settings, state, () -> context, clock);
        context.getRegistry().bind("quartz", schedules.component());
        context.getRegistry().bind("server", this);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:run").routeId("run").log("run");
            }
        });
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:routes/schedule.camel.yaml"));
        context.start();
    }

    /** Called by the route. */
    public void scheduled(String connector, Exchange exchange) {
        firings.add(
                exchange.getMessage().getHeader("scheduledFireTime", Date.class).toInstant());
    }

    /** A connector of an id, with more lines in its file. */
    static Connector connector(String id, String... lines) {
        return Connectors.of(id + ".yaml", FILE + String.join("\n", lines) + "\n", text -> text)
                .find(id)
                .orElseThrow();
    }

    void follow(Connector... connectors) {
        schedules.follow(List.of(connectors));
    }

    /** What was fired here: the times that were meant. */
    List<Instant> firings() {
        return firings;
    }

    DefaultCamelContext context() {
        return context;
    }

    Scheduler scheduler() {
        return context.getComponent("quartz", QuartzComponent.class).getScheduler();
    }

    /** By name. */
    Map<String, Trigger> triggers() throws SchedulerException {
        Map<String, Trigger> triggers = new TreeMap<>();
        for (JobKey job : scheduler().getJobKeys(GroupMatcher.anyGroup())) {
            for (Trigger trigger : scheduler().getTriggersOfJob(job)) {
                triggers.put(trigger.getKey().getName(), trigger);
            }
        }
        return triggers;
    }

    Stream<String> scheduleRoutes() {
        return context.getRoutes().stream().map(route -> route.getRouteId()).filter(id -> id.startsWith("schedule-"));
    }

    int sql(String statement, Object... values) throws SQLException {
        try (Connection connection = state.dataSource().getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            return prepared.executeUpdate();
        }
    }

    /** Once; a second time does nothing. */
    @Override
    public void close() {
        schedules.standby();
        context.stop();
        schedules.close();
        state.close();
    }
}
