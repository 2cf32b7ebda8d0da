package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Receiver.Reply;
import io.connectors.salesforce.contract.Site.Ended;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6, 1: proved complete or failed. Every org has two pages, was read well once, and then answers wrongly. */
@TestInstance(Lifecycle.PER_CLASS)
class CompleteReadIT {
    private static final int USERS = 2100;
    private static final String FIRST_PAGE = "Username";
    private static final String SECOND_PAGE = "/query/0r8";

    private final Site site = new Site();
    private final Receiver stranger = site.closing(new Receiver(call -> Reply.of(200, "stranger")));
    private final Map<String, Connector> connectors = new LinkedHashMap<>();
    private final Map<String, Integer> batches = new LinkedHashMap<>();
    private Ended first;
    private Ended second;

    private void connector(String id) {
        connectors.put(id, site.connector(id, USERS, "platform.batchSize: 1000"));
    }

    @BeforeAll
    void runsTwice() {
        for (String id : new String[] {
            "short-page",
            "dropped-page",
            "flipped-done",
            "no-next",
            "total",
            "duplicate",
            "two-wrongs",
            "repeated",
            "foreign-next",
            "cut",
            "expired",
            "unavailable"
        }) {
            connector(id);
        }
        first = site.run("--all");
        connectors.forEach((id, each) -> batches.put(id, each.batches()));
        fault("short-page", OrgFault.on(Kind.DROP_RECORD, FIRST_PAGE, 1).forEver());
        fault("dropped-page", OrgFault.on(Kind.DROP_PAGE, SECOND_PAGE, 1).forEver());
        fault("flipped-done", OrgFault.on(Kind.FLIP_DONE, FIRST_PAGE, 1).forEver());
        fault("no-next", OrgFault.on(Kind.DROP_NEXT, FIRST_PAGE, 1).forEver());
        fault("total", OrgFault.on(Kind.TOTAL_SIZE, FIRST_PAGE, 1).forEver());
        fault("duplicate", OrgFault.on(Kind.DUPLICATE_RECORD, FIRST_PAGE, 1).forEver());
        fault("two-wrongs", OrgFault.on(Kind.DUPLICATE_RECORD, FIRST_PAGE, 1).forEver());
        fault("two-wrongs", OrgFault.on(Kind.DROP_RECORD, SECOND_PAGE, 1).forEver());
        fault("repeated", OrgFault.on(Kind.REPEAT_PAGE, SECOND_PAGE, 1).forEver());
        fault(
                "foreign-next",
                OrgFault.on(Kind.NEXT_URL, FIRST_PAGE, 1).forEver().withUrl(stranger.url()));
        fault("cut", OrgFault.on(Kind.CUT_JSON, SECOND_PAGE, 1));
        fault("expired", OrgFault.on(Kind.EXPIRE_TOKEN, SECOND_PAGE, 1));
        fault("unavailable", OrgFault.on(Kind.STATUS, SECOND_PAGE, 1).withStatus(503, null, null));
        second = site.run("--all");
    }

    private void fault(String id, OrgFault fault) {
        connectors.get(id).org().fault(fault);
    }

    @AfterAll
    void close() throws Exception {
        site.close();
    }

    @Test
    void createsEveryUserOfAProvedRead() {
        assertThat(first.exit()).as(first.err()).isZero();
        connectors.forEach((id, each) -> {
            first.report(id).is("completed").counts(USERS, 0, USERS, 0, 0, 0);
            assertThat(each.there()).isEqualTo(each.active());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short-page",
                "dropped-page",
                "flipped-done",
                "no-next",
                "total",
                "duplicate",
                "two-wrongs",
                "repeated",
                "foreign-next"
            })
    void failsAndSendsNothing(String id) {
        second.report(id).is("failed");
        assertThat(connectors.get(id).batches()).isEqualTo(batches.get(id));
        assertThat(second.report(id).count("deleted")).isZero();
    }

    @Test
    void exitsWithOneWhereARunFailed() {
        assertThat(second.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "unavailable"})
    void healsInTheMiddleOfARead(String id) {
        second.report(id).is("completed").counts(USERS, USERS, 0, 0, 0, 0);
        assertThat(connectors.get(id).batches()).isEqualTo(batches.get(id));
    }

    @Test
    void takesNothingFromABodyCutInTheMiddle() {
        Report cut = second.report("cut");
        cut.is(cut.status());
        assertThat(cut.status()).isIn("failed", "completed");
        assertThat(cut.count("unchanged")).isEqualTo(cut.status().equals("completed") ? USERS : 0);
        assertThat(connectors.get("cut").batches()).isEqualTo(batches.get("cut"));
    }

    @Test
    void neverFollowsAPageToAnotherHost() {
        assertThat(stranger.calls()).isEmpty();
    }

    @Test
    void logsInOnceMoreForAnExpiredToken() {
        assertThat(connectors.get("expired").org().logins()).isEqualTo(3);
        assertThat(connectors.get("expired").org().refusedLogins()).isZero();
    }

    @Test
    void countsEveryRequestToSalesforceButForTokens() {
        assertThat(first.report("total").count("apiCalls")
                        + second.report("total").count("apiCalls"))
                .isEqualTo((int) connectors.get("total").org().apiCalls());
        assertThat(first.report("expired").count("apiCalls")
                        + second.report("expired").count("apiCalls"))
                .isEqualTo((int) connectors.get("expired").org().apiCalls());
    }
}
