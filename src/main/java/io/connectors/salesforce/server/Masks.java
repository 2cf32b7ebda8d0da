package io.connectors.salesforce.server;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Mask;
import io.connectors.salesforce.org.OrgConnection;
import io.connectors.salesforce.platform.Tokens;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What to hide in a connector's name: the secrets of its file, and the tokens that its org and its platform gave it. */
final class Masks {
    private final Supplier<CamelContext> context;

    /** @param context of the routes; null before they start */
    Masks(Supplier<CamelContext> context) {
        this.context = context;
    }

    /** As things are now. */
    Mask of(Connector connector) {
        Mask file = Mask.of(connector);
        CamelContext running = context.get();
        if (running == null) {
            return file;
        }
        Tokens tokens = running.getRegistry().lookupByNameAndType("tokens", Tokens.class);
        return file.and(OrgConnection.session(connector, running))
                .and(tokens == null ? List.of() : tokens.given(connector.platform()));
    }
}
