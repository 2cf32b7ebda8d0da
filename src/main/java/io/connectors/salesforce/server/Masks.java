package io.connectors.salesforce.server;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Mask;
import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.org.OrgConnection;
import io.connectors.salesforce.platform.Tokens;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What to hide in a connector's name: the secrets of its file, and the tokens that its org and its platform gave it. */
final class Masks {
    private final WebProxy proxy;
    private final Supplier<CamelContext> context;

    /**
     * For one server.
     *
     * @param context of the routes; null before they start
     */
    Masks(WebProxy proxy, Supplier<CamelContext> context) {
        this.proxy = proxy;
        this.context = context;
    }

    /** As things are now. */
    Mask of(Connector connector) {
        Mask file = Mask.of(connector).and(proxy.secrets());
        CamelContext running = context.get();
        if (running == null) {
            return file;
        }
        Tokens tokens = running.getRegistry().lookupByNameAndType("tokens", Tokens.class);
        return file.and(OrgConnection.session(connector, running))
                .and(tokens == null ? List.of() : tokens.given(connector.platform()));
    }
}
