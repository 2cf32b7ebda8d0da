package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shipped routes ask the connection of the present run, not one of an earlier. */
@Timeout(60)
class ReopenedOrgTest {
    private final OrgSimulator simulator = OrgSimulator.start(OrgOptions.of(30, 1));
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Orgs orgs = new Orgs(Duration.ofMinutes(3));
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind("orgs", orgs);
        context.getRegistry().bind("orgRetries", new OrgRetries(0, 0, Duration.ZERO, Duration.ZERO));
        Resource route =
                PluginHelper.getResourceLoader(context).resolveResource("classpath:routes/query-salesforce.camel.yaml");
        PluginHelper.getRoutesLoader(context).loadRoutes(route);
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        simulator.close();
    }

    private Exchange run(Connector connector) {
        Exchange run = new DefaultExchange(context);
        run.setProperty("connector", connector);
        orgs.open(connector, run);
        return run;
    }

    private Exchange count(Exchange run) {
        run.setProperty("queries", new Queries(List.of(new Query("User", "SELECT COUNT() FROM User", List.of()))));
        return template.send("direct:query-salesforce", run);
    }

    private static void assertCounted(Exchange answered) {
        assertThat(answered.getException()).isNull();
        assertThat(new String(answered.getMessage().getBody(byte[].class), StandardCharsets.UTF_8))
                .contains("\"totalSize\":30,");
    }

    @Test
    void asksAfterAChangeOfTheLogin() {
        assertCounted(count(run(connector("58.0"))));

        Exchange after = count(run(connector("59.0")));

        assertCounted(after);
        assertThat(after.getProperty("org", OrgConnection.class).getCalls()).isEqualTo(1);
        assertThat(String.valueOf(simulator.requests().get("requests"))).contains("/services/data/v59.0/query");
    }

    @Test
    void logsInOnceForManyPages() {
        for (int page = 0; page < 5; page++) {
            assertCounted(count(run(connector("60.0"))));
        }

        assertThat(simulator.logins()).isEqualTo(1);
    }

    @Test
    void asksAfterARunThatWasSentAstray() {
        simulator.instanceUrl("http://127.0.0.1:1");
        Exchange astray = count(run(connector("60.0")));
        assertThat(OrgErrors.explain(astray.getException(), connector("60.0").salesforce(), WebProxy.NONE)
                        .orElseThrow())
                .contains("Nothing was sent there");
        simulator.instanceUrl(null);

        assertCounted(count(run(connector("60.0"))));
    }

    private Connector connector(String apiVersion) {
        return ConnectedOrg.connector(simulator, ConnectedOrg.PASSWORD + "  apiVersion: \"" + apiVersion + "\"\n");
    }
}
