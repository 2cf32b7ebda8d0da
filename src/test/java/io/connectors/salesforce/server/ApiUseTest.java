package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run plans what it takes of the org's API allowance, and gives up in time instead of using it up. */
class ApiUseTest {

    private static long queries(Installation site) {
        return ((List<?>) site.org().requests().get("requests"))
                .stream()
                        .filter(request -> request.toString().contains("/query"))
                        .count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failsBeforeReadingWhereARunWouldExceedItsShare(boolean limitsRefused) {
        try (Installation site = Installation.of(TestDatabase.H2, 9000)) {
            site.org().refuseLimits(limitsRefused);
            site.run();
            long before = queries(site);
            site.org().allowance(40);
            site.set("safeguards", "{ apiUsage: 5% }");

            RunReport failed = site.run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("apiUsage: 5%", "of the org's 40 a day");
            assertThat(queries(site)).isEqualTo(before);
            assertThat(site.set("safeguards", "{ apiUsage: off }").run().status())
                    .isEqualTo(Status.COMPLETED);
        }
    }

    @Test
    void failsAfterTheFirstPageOfAnUnknownOrg() {
        try (Installation site = Installation.of(TestDatabase.H2, 9000).set("safeguards", "{ apiUsage: 4 }")) {
            RunReport failed = site.run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("apiUsage: 4");
            assertThat(queries(site)).isEqualTo(1);
            assertThat(site.users()).isEmpty();
        }
    }

    @Test
    void failsWhereTheAllowanceIsUsedUp() {
        try (Installation site = Installation.of(TestDatabase.H2, 9000)) {
            site.run();
            site.org().allowance(site.org().apiCalls() + 4);

            RunReport failed = site.set("safeguards", "{ apiUsage: off }").run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("daily API requests are used up", "Later runs succeed");
        }
    }

    @Test
    void takesAsManyRequestsAsThereArePagesAndTwo() {
        try (Installation site = Installation.of(TestDatabase.H2, 9000)) {
            RunReport run = site.run();

            assertThat(run.apiCalls()).isEqualTo(2 + (run.counts().read() + 1999) / 2000);
        }
    }

    @Test
    void beginsAReadAnewOnceWhereItsPlaceIsLost() {
        try (Installation site = Installation.of(TestDatabase.H2, 9000).set("frozenUsers", "exclude")) {
            site.org()
                    .fault(OrgFault.on(Kind.STATUS, "/query/0r8", 3)
                            .withStatus(400, "INVALID_QUERY_LOCATOR", "invalid query locator"));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.users()).hasSize((int) run.counts().read());

            site.org()
                    .fault(OrgFault.on(Kind.STATUS, "/query/0r8", 1)
                            .withStatus(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
                            .forEver());
            RunReport failed = site.run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("place in the result was lost");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {406, 420, 429, 500, 502, 503, 504})
    void asksAgainWhereSalesforceFailsInPassing(int status) {
        try (Installation site = Installation.of(TestDatabase.H2, 4500)) {
            site.org()
                    .fault(OrgFault.on(Kind.STATUS, "/query", 2)
                            .withStatus(status, null, null)
                            .withTimes(2));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.users()).hasSize((int) run.counts().read());
        }
    }

    @Test
    void asksAgainAfterAQueryTimeoutAndTooManyAtOnce() {
        try (Installation site = Installation.of(TestDatabase.H2, 4500)) {
            site.org()
                    .fault(OrgFault.on(Kind.STATUS, "/query", 1)
                            .withStatus(400, "QUERY_TIMEOUT", "Your query request was running for too long."));
            site.org()
                    .fault(OrgFault.on(Kind.STATUS, "/query/0r8", 1)
                            .withStatus(
                                    403,
                                    "REQUEST_LIMIT_EXCEEDED",
                                    "ConcurrentRequests (Concurrent API Requests) Limit exceeded."));

            assertThat(site.run().status()).isEqualTo(Status.COMPLETED);
        }
    }

    @Test
    void givesUpOnceTheBudgetOfTheRunIsUsed() {
        try (Installation site = Installation.of(TestDatabase.H2, 4500)
                .setting("salesforce.retries", "100")
                .setting("salesforce.retry-budget", "7")) {
            site.org().fault(OrgFault.on(Kind.STATUS, "/query", 1).forEver());

            RunReport failed = site.run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(queries(site)).isEqualTo(8);
        }
    }
}
