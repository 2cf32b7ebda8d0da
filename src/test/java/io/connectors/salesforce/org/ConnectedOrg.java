package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Connectors;
import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A simulated org with 30 users and a Camel context that speaks to it as the routes do. */
final class ConnectedOrg implements AutoCloseable {
    static final String PASSWORD = """
              authentication: password
              consumerSecret: demo-secret
              username: sync@example.com
              password: demo-password
              securityToken: demo-token
            """;

    final OrgSimulator simulator = OrgSimulator.start(OrgOptions.of(30, 1));
    final DefaultCamelContext context = new DefaultCamelContext();
    private final Orgs orgs = new Orgs(Duration.ofMinutes(3));
    final Connector connector;

    ConnectedOrg() {
        this(PASSWORD);
    }

    /** @param login the lines below {@code salesforce} that say how to log in */
    ConnectedOrg(String login) {
        connector = connector(simulator, login);
        context.start();
    }

    /** A connector of a simulated org. */
    static Connector connector(OrgSimulator simulator, String login) {
        String file = "name: Acme\nsalesforce:\n  url: " + simulator.url() + "\n  consumerKey: demo-key\n" + login
                + "schedule: { repeats: manual }\n"
                + "platform: { type: rest, url: \"https://platform.example\", token: t }\n";
        Connectors connectors = Connectors.of("acme.yaml", file, text -> text);
        return connectors.find("acme").orElseThrow(() -> new AssertionError(connectors.problems()));
    }

    /** The connection for one run, as the routes open it. */
    OrgConnection open() {
        Exchange run = new DefaultExchange(context);
        orgs.open(connector, run);
        return run.getProperty("org", OrgConnection.class);
    }

    /** Asks a query, or with {@code queryMore} for a page; the answer as text. */
    String ask(String operation, String body) {
        // one that lives on would keep the producers of a connection that was opened again
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return new String(
                    template.requestBody(OrgConnection.scheme(connector) + ":" + operation, body, byte[].class),
                    StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    String count() {
        return ask("query", "SELECT COUNT() FROM User");
    }

    @Override
    public void close() throws IOException {
        context.close();
        simulator.close();
    }
}
