package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.Change;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All deletions are answered before the first upsert; whom the platform refused is offered once more at the end. */
@Timeout(120)
class OrderTest {

    /** After a first run, of a platform on which no two users may have the same login. */
    private static Installation site(TestDatabase database, int batchSize) {
        Installation site = Installation.of(database, 60);
        site.set(
                        "platform",
                        "{ type: rest, url: \"%s\", token: demo-platform-token, batchSize: %d }"
                                .formatted(site.platform().url(), batchSize))
                .set("safeguards", "{ deletions: off, changes: off }");
        site.platform().unique("User.Login");
        RunReport first = site.run();
        assertThat(first.status()).as(first.reason()).isEqualTo(Status.COMPLETED);
        assertThat(first.counts().rejected()).isZero();
        return site;
    }

    private static List<String> ids(Installation site) {
        return List.copyOf(site.users().keySet());
    }

    private static RunReport completed(Installation site) {
        RunReport run = site.run();
        assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
        Map<String, String> keys = new HashMap<>();
        for (PlatformRequest request : site.sent(run)) {
            assertThat(keys.merge(request.body(), request.key(), (before, now) -> before))
                    .as("a content goes out under one key")
                    .isEqualTo(request.key());
        }
        return run;
    }

    private static long sent(Installation site, RunReport run, String user) {
        return site.sent(run).stream()
                .filter(request -> request.operations().stream()
                        .anyMatch(operation -> operation.sourceId().equals(user)))
                .count();
    }

    private static Change change(Installation site, RunReport run, String user) {
        return site.server().changes(run.run(), Optional.empty(), "", 1000).stream()
                .filter(change -> change.sourceId().equals(user))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void giveTheNameOfALeaverToWhoeverComes(TestDatabase database) {
        try (Installation site = site(database, 5)) {
            List<String> ids = ids(site);
            String heir = ids.get(0);
            String leaver = ids.get(ids.size() - 1);
            String second = ids.get(ids.size() - 2);
            Object name = site.org().user(leaver).get("Username");
            Object other = site.org().user(second).get("Username");
            site.org().edit(leaver, Map.of("Username", "gone@example.com", "IsActive", false));
            site.org().edit(second, Map.of("Username", "gone-too@example.com", "IsActive", false));
            ids.subList(20, 28).forEach(id -> site.org().edit(id, Map.of("IsActive", false)));
            ids.subList(1, 15).forEach(id -> site.org().edit(id, Map.of("Department", "Moved")));
            site.org().edit(heir, Map.of("Username", name));
            Map<String, Object> hire = new HashMap<>(site.org().user(ids.get(5)));
            hire.remove("Id");
            hire.put("Username", other);
            String hired = site.org().create(hire);

            RunReport run = completed(site);

            assertThat(run.counts().rejected()).isZero();
            assertThat(run.counts().deleted()).isEqualTo(10);
            assertThat(run.counts().updated()).isEqualTo(15);
            assertThat(run.counts().created()).isEqualTo(1);
            assertThat(site.users()).containsKeys(heir, hired).doesNotContainKeys(leaver, second);
            List<String> ops = site.sent(run).stream()
                    .flatMap(request -> request.operations().stream())
                    .map(PlatformRequest.Op::op)
                    .toList();
            assertThat(ops.subList(0, 10)).as("first of all").containsOnly("delete");
            assertThat(ops).as("nobody twice").hasSize(26);
        }
    }

    @ParameterizedTest
    @EnumSource
    void offerOnceMoreWhomAnotherUsersChangeMadePossible(TestDatabase database) {
        try (Installation site = site(database, 5)) {
            List<String> ids = ids(site);
            String early = ids.get(0);
            String late = ids.get(ids.size() - 1);
            Object wanted = site.org().user(late).get("Username");
            site.org().edit(early, Map.of("Username", wanted));
            site.org().edit(late, Map.of("Username", "renamed@example.com"));
            ids.subList(1, 15).forEach(id -> site.org().edit(id, Map.of("Department", "Moved")));
            // the first batch is answered before the one that frees the name
            site.setting("camel.threadpool.config[deliveries].pool-size", "1")
                    .setting("camel.threadpool.config[deliveries].max-pool-size", "1")
                    .setting("camel.threadpool.config[deliveries].max-queue-size", "100");

            RunReport run = completed(site);

            assertThat(sent(site, run, early)).isEqualTo(2);
            assertThat(run.counts().rejected()).isZero();
            assertThat(run.counts().updated()).isEqualTo(16);
            assertThat(site.users().get(early).at("/User/Login").textValue()).isEqualToIgnoringCase((String) wanted);
            assertThat(change(site, run, early).state()).isEqualTo("acknowledged");
            assertThat(site.run().counts().unchanged()).isEqualTo(run.counts().read());
        }
    }

    @ParameterizedTest
    @EnumSource
    void countOnceWhoIsRefusedTwiceAndOfferOnceWhoWasRefusedBefore(TestDatabase database) {
        try (Installation site = site(database, 5).after(Duration.ZERO)) {
            List<String> ids = ids(site);
            String bad = ids.get(3);
            String leaver = ids.get(30);
            ids.subList(0, 12).forEach(id -> site.org().edit(id, Map.of("Department", "Moved")));
            ids.subList(30, 33).forEach(id -> site.org().edit(id, Map.of("IsActive", false)));
            site.platform().fault(PlatformFault.always(Kind.REJECT_USER).withUser(bad));
            site.platform().fault(PlatformFault.always(Kind.REJECT_USER).withUser(leaver));

            RunReport run = completed(site);

            assertThat(run.counts().rejected()).isEqualTo(1);
            assertThat(run.counts().updated()).isEqualTo(11);
            assertThat(run.counts().deleted()).isEqualTo(2);
            assertThat(run.counts().missing()).isEqualTo(1);
            assertThat(sent(site, run, bad)).isEqualTo(2);
            assertThat(sent(site, run, leaver)).isEqualTo(2);
            assertThat(change(site, run, bad).state()).isEqualTo("rejected");

            // the first delay is an hour: both offers were one attempt
            site.after(Duration.ofMinutes(61));
            site.restart();
            ids.subList(4, 6).forEach(id -> site.org().edit(id, Map.of("Department", "Moved again")));
            RunReport next = completed(site);
            assertThat(next.counts().rejected()).isEqualTo(1);
            assertThat(next.counts().missing()).isEqualTo(1);
            assertThat(sent(site, next, bad)).as("the same document").isEqualTo(1);
            assertThat(sent(site, next, leaver)).as("the same deletion").isEqualTo(1);

            site.after(Duration.ofMinutes(61));
            site.restart();
            RunReport later = completed(site);
            assertThat(sent(site, later, bad)).as("its delay has doubled").isZero();
            assertThat(later.counts().rejected()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void offerNobodyTwiceWhereNothingElseSucceeded(TestDatabase database) {
        try (Installation site = site(database, 5)) {
            String bad = ids(site).get(3);
            site.org().edit(bad, Map.of("Department", "Moved"));
            site.platform().fault(PlatformFault.always(Kind.REJECT_USER).withUser(bad));

            RunReport run = completed(site);

            assertThat(sent(site, run, bad)).isEqualTo(1);
            assertThat(run.counts().rejected()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendAUserAloneUnderOneKeyOnly(TestDatabase database) {
        try (Installation site = site(database, 8)) {
            List<String> ids = ids(site);
            ids.subList(0, 8).forEach(id -> site.org().edit(id, Map.of("Department", "Moved")));
            String poison = ids.get(2);
            // eight, four, two, one: refused alone, and taken at the second offer
            site.platform().fault(new PlatformFault(Kind.POISON, 1, 4, 422, poison, null, null, "not now"));

            RunReport run = completed(site);

            assertThat(run.counts().updated()).isEqualTo(8);
            assertThat(run.counts().rejected()).isZero();
            List<PlatformRequest> alone = site.sent(run).stream()
                    .filter(request -> request.operations().size() == 1
                            && request.operations().get(0).sourceId().equals(poison))
                    .toList();
            assertThat(alone)
                    .hasSize(2)
                    .extracting(PlatformRequest::key)
                    .containsOnly(alone.get(0).key());
        }
    }

    @ParameterizedTest
    @EnumSource
    void offerOnceMoreWhomThePlatformPutsOff(TestDatabase database) {
        try (Installation site = site(database, 5)) {
            List<String> ids = ids(site);
            ids.subList(0, 3).forEach(id -> site.org().edit(id, Map.of("Department", "Moved")));
            site.platform().fault(PlatformFault.once(Kind.DEFER_USER).withUser(ids.get(1)));

            RunReport run = completed(site);

            assertThat(run.counts().updated()).isEqualTo(3);
            assertThat(sent(site, run, ids.get(1))).isEqualTo(2);

            site.org().edit(ids.get(1), Map.of("Department", "Moved on"));
            site.org().edit(ids.get(2), Map.of("Department", "Moved on"));
            site.platform().fault(PlatformFault.always(Kind.DEFER_USER).withUser(ids.get(1)));
            RunReport next = completed(site);
            assertThat(next.counts().rejected()).isEqualTo(1);
            assertThat(change(site, next, ids.get(1)).code()).isEqualTo("deferred");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendAgainWhoseSecondOfferHadNoAnswer(TestDatabase database) {
        try (Installation site = site(database, 5).setting("platform.retries", "0")) {
            List<String> ids = ids(site);
            ids.subList(0, 3).forEach(id -> site.org().edit(id, Map.of("Department", "Moved")));
            String user = ids.get(1);
            site.platform().fault(PlatformFault.once(Kind.REJECT_USER).withUser(user));
            site.platform().fault(new PlatformFault(Kind.APPLY_THEN_DROP, 2, 1, 503, null, null, null, null));

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.counts().updated()).isEqualTo(2);
            assertThat(run.counts().rejected()).isZero();
            assertThat(run.counts().pending()).as("nobody knows").isEqualTo(1);
            assertThat(completed(site).counts().updated()).isEqualTo(1);
            assertThat(site.users().get(user).at("/User/Department").textValue())
                    .isEqualTo("Moved");
        }
    }
}
