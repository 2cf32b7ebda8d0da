package io.connectors.salesforce.org;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.config.Causes;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Mask;
import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.org.Finding.Level;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a connector's org without reading its users: login, fields, query, frozen users, rights and API budget. */
public final class OrgCheck {
    private static final Logger LOG = LoggerFactory.getLogger(OrgCheck.class);
    private static final int PAGE = 2000;

    private final Connector connector;
    private final Mapping mapping;
    private final CamelContext context;
    private final Selection selection;
    private final Questions org;
    private final List<Finding> findings = new ArrayList<>();
    private Set<String> readable = Set.of();
    private long users;

    private OrgCheck(Connector connector, Mapping mapping, CamelContext context, ProducerTemplate template) {
        this.connector = connector;
        this.mapping = mapping;
        this.context = context;
        this.selection = new Selection(connector);
        org = new Questions(connector, template);
    }

    /** What there is to say of one connector; a few requests of a longest duration each, none of them writes. */
    public static List<Finding> of(Connector connector, Mapping mapping, CamelContext context, Duration longest) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            OrgCheck check = new OrgCheck(connector, mapping, context, template);
            check.all(longest);
            return check.findings;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void all(Duration longest) {
        try {
            OrgConnection.open(connector, context, longest);
            fields();
            query();
            frozen();
            budget();
            changes();
        } catch (Exception stopped) {
            find(Level.ERROR, "login", explain(stopped));
        }
    }

    private void fields() {
        Description description = org.describe(mapping);
        readable = description.readable(mapping.sources());
        find(Level.OK, "login", "Logged in to " + connector.salesforce().url() + ".");
        Set<String> lacking = new TreeSet<>(mapping.sources());
        lacking.removeAll(readable);
        if (lacking.isEmpty()) {
            find(Level.OK, "fields", "All " + mapping.sources().size() + " mapped fields can be read.");
            return;
        }
        List<String> misspelt = new ArrayList<>();
        lacking.removeIf(field -> {
            description.misspelt(field).map(Misspelt::sentence).ifPresent(misspelt::add);
            return description.misspelt(field).isPresent();
        });
        if (!misspelt.isEmpty()) {
            find(
                    Level.ERROR,
                    "fields",
                    String.join(" ", misspelt) + " Correct " + connector.mapping()
                            + "; until then these attributes are left out.");
        }
        unreadable(lacking, true);
        unreadable(lacking, false);
    }

    /** One line for all of a kind. */
    private void unreadable(Set<String> lacking, boolean required) {
        List<String> fields = lacking.stream()
                .filter(field -> mapping.requiredSources().contains(field) == required)
                .toList();
        if (!fields.isEmpty()) {
            find(
                    required ? Level.ERROR : Level.WARNING,
                    "fields",
                    String.join(", ", fields) + " cannot be read"
                            + (required
                                    ? ", and Required attributes need " + (fields.size() == 1 ? "it" : "them")
                                    : "; what they feed is left out")
                            + ". Give the connector's user read access (field-level security), or take "
                            + (fields.size() == 1 ? "it" : "them") + " out of " + connector.mapping() + ".");
        }
    }

    private void query() {
        List<String> columns = mapping.mapper(readable).sources();
        String soql = selection.users(columns).next();
        JsonNode answer = org.json("query", soql.replace(" ORDER BY Id", " ORDER BY Id LIMIT 1"));
        users = org.json(
                        "query",
                        soql.replaceFirst("SELECT .*? FROM User WHERE", "SELECT COUNT() FROM User WHERE")
                                .replace(" ORDER BY Id", ""))
                .path("totalSize")
                .asLong();
        boolean empty = answer.path("records").isEmpty();
        find(
                empty ? Level.WARNING : Level.OK,
                "query",
                empty ? "No user is selected. Check userStatus, userTypes and where." : users + " users are selected.");
        long visible =
                org.json("query", "SELECT COUNT() FROM User").path("totalSize").asLong();
        if (visible <= 1) {
            find(
                    Level.WARNING,
                    "rights",
                    "The connector's user sees " + visible
                            + " user. Give it View All Users; without it the org's sharing settings hide the others.");
        } else {
            find(Level.OK, "rights", visible + " users are visible.");
        }
    }

    private void frozen() {
        if (!selection.needsLogins(mapping.sources())) {
            return;
        }
        try {
            org.ask("query", Selection.frozen().next().replace("SELECT UserId", "SELECT COUNT()"));
            find(Level.OK, "frozen", "Frozen users can be read.");
        } catch (CamelExecutionException refused) {
            find(Level.ERROR, "frozen", explain(refused));
        }
    }

    private void budget() {
        // describe, limits, the pages, and those of the frozen users
        long calls = 2 + Math.max(1, (users + PAGE - 1) / PAGE) + (selection.needsLogins(mapping.sources()) ? 1 : 0);
        try {
            String path = "/services/data/v" + connector.salesforce().apiVersion() + "/limits";
            JsonNode daily = org.json("raw?format=JSON&rawMethod=GET&rawPath=" + path, "")
                    .path("DailyApiRequests");
            long remaining = daily.path("Remaining").asLong();
            boolean above = connector
                    .safeguards()
                    .apiUsage()
                    .exceeded(calls, daily.path("Max").asLong());
            find(
                    remaining < calls || above ? Level.WARNING : Level.OK,
                    "api-budget",
                    "A run takes about " + calls + " requests; " + remaining + " of "
                            + daily.path("Max").asLong() + " are left today"
                            + (remaining < calls ? ". Run later, or raise the org's allowance." : "."));
        } catch (CamelExecutionException | OrgFailure refused) {
            find(
                    Level.WARNING,
                    "api-budget",
                    "The API allowance cannot be read; a run takes about " + calls + " requests. "
                            + (OrgErrors.forbidden(refused)
                                    ? "Give the connector's user View Setup and Configuration."
                                    : explain(refused)));
        }
    }

    /** A field that changes with every login makes updates of people who changed in nothing else. */
    private void changes() {
        String limit = connector.safeguards().changes().toString();
        if (mapping.sources().contains("LastLoginDate") && limit.endsWith("%") && !limit.equals("100%")) {
            find(
                    Level.WARNING,
                    "safeguards",
                    "LastLoginDate is mapped and changes with every login: where more than " + limit
                            + " of the users log in between two runs, each plan is held for its updates. Take it out of "
                            + connector.mapping() + ", run more often, or raise safeguards.changes.");
        }
    }

    private String explain(Exception failure) {
        return OrgErrors.explain(failure, connector.salesforce(), OrgConnection.proxy(context))
                .orElseGet(() -> unexpected(failure));
    }

    private String unexpected(Exception failure) {
        LOG.error("Check of connector {}: unexpected {}", connector.id(), Causes.trace(failure));
        return "Unexpected error. Details are in the log; please report them.";
    }

    /** The only way a finding is made: others may have said it. */
    private void find(Level level, String check, String message) {
        Mask mask = Mask.of(connector).and(OrgConnection.session(connector, context));
        findings.add(new Finding(connector.id(), level, check, mask.hideAll(message)));
    }
}
