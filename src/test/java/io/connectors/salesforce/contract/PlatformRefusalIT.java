package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Site.Ended;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 5, rest: refusals that end a run. */
class PlatformRefusalIT {
    private static final int USERS = 40;

    private final Site site = new Site();
    private final Connector connector = site.connector("acme", USERS);

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private Report failing(int status, String message) {
        connector
                .platform()
                .fault(PlatformFault.always(Kind.STATUS).withStatus(status).withMessage(message));
        Ended ended = site.run("acme");
        assertThat(ended.exit()).as(ended.text()).isEqualTo(1);
        return ended.report("acme").is("failed").counts(USERS, 0, 0, 0, 0, 0);
    }

    @Test
    void failsWhereEveryUserIsRefusedAloneAndSendsThemAgain() {
        Report report = failing(422, "The tenant marker-tenant is closed.");
        assertThat(report.reason()).contains("The tenant marker-tenant is closed.");
        assertThat(report.count("pending")).isEqualTo(USERS);

        connector.platform().clearFaults();
        site.run("acme").report("acme").is("completed").counts(USERS, 0, USERS, 0, 0, 0);
    }

    @Test
    void failsAtOnceAtAnyOther4xxAndSendsThemAgain() {
        Report report = failing(403, "The marker-licence has ended.");
        assertThat(report.reason()).contains("The marker-licence has ended.");
        assertThat(report.count("pending")).isEqualTo(USERS);
        assertThat(connector.batches()).isEqualTo(1);

        connector.platform().clearFaults();
        site.run("acme").report("acme").is("completed").counts(USERS, 0, USERS, 0, 0, 0);
    }

    @Test
    void triesAnUnauthorizedBatchAtMostTwice() {
        Report report = failing(401, "The token marker-token has ended.");
        assertThat(report.count("pending")).isEqualTo(USERS);
        assertThat(connector.batches()).isBetween(1, 2);
    }

    @Test
    void failsWhenTheBudgetForRetriesIsUsedUpAndKeepsWhatWasAcknowledged() {
        site.options(connector, "platform.batchSize: 30");
        connector.platform().fault(PlatformFault.always(Kind.STATUS).withNth(2).withMessage("marker-overload"));

        Ended ended = site.run("acme");

        assertThat(ended.exit()).as(ended.text()).isEqualTo(1);
        Report report = ended.report("acme").is("failed");
        assertThat(report.reason()).contains("marker-overload");
        assertThat(report.count("created")).isEqualTo(connector.there().size());
        assertThat(report.count("pending")).isEqualTo(USERS - connector.there().size());
        connector.platform().clearFaults();
        assertThat(site.run("acme").report("acme").is("completed").count("unchanged"))
                .isEqualTo(report.count("created"));
    }
}
