package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.contract.Receiver.Call;
import io.connectors.salesforce.contract.Receiver.Reply;
import io.connectors.salesforce.contract.Site.Ended;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 5, rest: the batches a platform is sent, and what each of its answers leads to. */
@TestInstance(Lifecycle.PER_CLASS)
class BatchIT {
    private static final int USERS = 100;

    private final Site site = new Site();
    private final Map<String, Connector> connectors = new LinkedHashMap<>();
    private final Map<String, Receiver> receivers = new LinkedHashMap<>();
    private final Map<String, Integer> batches = new LinkedHashMap<>();
    private Ended first;
    private Ended second;

    private Connector connector(String id, String... options) {
        connectors.put(id, site.connector(id, USERS, options));
        return connectors.get(id);
    }

    private void receiver(String id, Receiver receiver, String... options) {
        receivers.put(id, site.closing(receiver));
        Connector connector = connector(id);
        String[] all = new String[options.length + 1];
        System.arraycopy(options, 0, all, 1, options.length);
        all[0] = "platform.url: " + receiver.url();
        site.options(connector, all);
    }

    private void platform(String id, PlatformFault... faults) {
        Connector connector = connector(id);
        for (PlatformFault fault : faults) {
            connector.platform().fault(fault);
        }
    }

    @BeforeAll
    void runsTwice() {
        receiver("wire", new Receiver(call -> Reply.all(call, "unchanged")), "platform.batchSize: 40");
        receiver(
                "too-large",
                new Receiver(
                        call -> call.users().size() > 30 ? Reply.of(413, "too large") : Reply.all(call, "created")));
        AtomicInteger seconds = new AtomicInteger();
        receiver(
                "retry-seconds",
                new Receiver(call -> seconds.getAndIncrement() == 0
                        ? Reply.of(429, "slow down").after("3")
                        : Reply.all(call, "created")));
        AtomicInteger dates = new AtomicInteger();
        receiver(
                "retry-date",
                new Receiver(call -> dates.getAndIncrement() == 0
                        ? Reply.of(503, "later").after(httpDate(Instant.now().plusSeconds(4)))
                        : Reply.all(call, "created")));
        List<Integer> hiccups = List.of(500, 408, 425, 502);
        AtomicInteger tries = new AtomicInteger();
        receiver("hiccups", new Receiver(call -> {
            int attempt = tries.getAndIncrement();
            return attempt < hiccups.size() ? Reply.of(hiccups.get(attempt), "hiccup") : Reply.all(call, "created");
        }));
        platform("dropped-before", PlatformFault.once(Kind.DROP_BEFORE));
        platform("dropped-after", PlatformFault.once(Kind.APPLY_THEN_DROP));
        platform("shuffled", PlatformFault.always(Kind.SHUFFLE_RESULTS));
        platform("unknown-result", PlatformFault.always(Kind.UNKNOWN_RESULT));
        platform("garbage", PlatformFault.always(Kind.GARBAGE));
        Connector rejected = connector("rejected");
        rejected.platform()
                .fault(PlatformFault.always(Kind.REJECT_USER)
                        .withUser(rejected.user(7))
                        .withMessage("The login name is taken."));
        Connector poisoned = connector("poisoned");
        poisoned.platform()
                .fault(PlatformFault.always(Kind.POISON)
                        .withStatus(422)
                        .withUser(poisoned.user(7))
                        .withMessage("Cannot digest it."));
        Connector oauth = connector("oauth");
        site.options(
                oauth,
                "platform.token:",
                "platform.oauth2.tokenUrl: " + oauth.platform().tokenUrl(),
                "platform.oauth2.clientId: demo-client",
                "platform.oauth2.clientSecret: \"{{env:PLATFORM_CLIENT_SECRET}}\"");
        oauth.platform().fault(PlatformFault.once(Kind.STATUS).withStatus(401));
        Connector missing = connector("missing-result");
        missing.platform().fault(PlatformFault.once(Kind.DROP_RESULT).withUser(missing.user(7)));
        Connector unanswered = connector("never-answered");
        unanswered.platform().fault(PlatformFault.always(Kind.DROP_RESULT).withUser(unanswered.user(7)));
        Connector deletion = connector("deletion-refused");
        first = site.run("--all");

        connectors.forEach((id, each) -> batches.put(id, each.batches()));
        receivers.forEach((id, each) -> batches.put(id, each.calls().size()));
        deletion.org().edit(deletion.user(7), Map.of("IsActive", false));
        deletion.platform()
                .fault(PlatformFault.always(Kind.REJECT_USER)
                        .withUser(deletion.user(7))
                        .withMessage("The user owns marker-documents."));
        second = site.run("--all");
    }

    private static String httpDate(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.ofInstant(instant.plusMillis(999).truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
    }

    @AfterAll
    void close() throws Exception {
        site.close();
    }

    private List<Call> calls(String id) {
        return receivers.get(id).calls();
    }

    private PlatformRequest history(String id, int place) {
        return connectors.get(id).platform().history().get(place);
    }

    @Test
    void postsBatchesInTheDocumentedForm() {
        Report report = first.report("wire");
        List<Call> calls = calls("wire").subList(0, batches.get("wire"));
        assertThat(calls).hasSize(3);
        Set<String> users = new HashSet<>();
        for (Call call : calls) {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).isEqualTo("/api/connectors/wire/users/batch");
            assertThat(call.headers())
                    .containsEntry("authorization", "Bearer demo-platform-token")
                    .containsEntry("x-run-id", report.run());
            assertThat(call.headers().get("content-type")).startsWith("application/json");
            assertThat(call.key()).matches(java.util.regex.Pattern.quote(report.run()) + "-\\d+");
            assertThat(call.body().fieldNames()).toIterable().containsExactlyInAnyOrder("run", "operations");
            assertThat(call.body().path("run").asText()).isEqualTo(report.run());
            for (JsonNode operation : call.body().path("operations")) {
                assertThat(operation.fieldNames()).toIterable().containsExactlyInAnyOrder("op", "sourceId", "user");
                assertThat(operation.path("op").asText()).isEqualTo("upsert");
                assertThat(operation.path("sourceId").asText()).hasSize(18);
                assertThat(operation.path("user").path("User").fieldNames())
                        .toIterable()
                        .containsExactlyInAnyOrder("Login", "Department", "Name");
            }
            users.addAll(call.users());
        }
        assertThat(calls.stream().map(call -> call.users().size())).containsExactlyInAnyOrder(40, 40, 20);
        assertThat(calls.stream().map(Call::key)).doesNotHaveDuplicates();
        assertThat(users).isEqualTo(connectors.get("wire").active());
    }

    @Test
    void countsAUserAsPlannedWhateverTheSuccessWord() {
        first.report("wire").is("completed").counts(USERS, 0, USERS, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wire",
                "too-large",
                "retry-seconds",
                "retry-date",
                "hiccups",
                "dropped-before",
                "dropped-after",
                "shuffled",
                "unknown-result",
                "oauth"
            })
    void completesAndIsQuietTheNextTime(String id) {
        first.report(id).is("completed").counts(USERS, 0, USERS, 0, 0, 0);
        second.report(id).is("completed").counts(USERS, USERS, 0, 0, 0, 0);
        int now = receivers.containsKey(id)
                ? calls(id).size()
                : connectors.get(id).batches();
        assertThat(now).isEqualTo(batches.get(id));
    }

    @Test
    void halvesABatchThatIsTooLarge() {
        List<Call> calls = calls("too-large");
        assertThat(calls.get(0).users()).hasSize(USERS);
        Map<String, Set<String>> contents = calls.stream()
                .collect(Collectors.groupingBy(
                        Call::key, Collectors.mapping(call -> call.users().toString(), Collectors.toSet())));
        assertThat(contents.values()).as("one content a key").allMatch(each -> each.size() == 1);
        List<String> taken = calls.stream()
                .filter(call -> call.users().size() <= 30)
                .flatMap(call -> call.users().stream())
                .toList();
        assertThat(taken).hasSize(USERS).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry-seconds", "retry-date"})
    void waitsAsLongAsRetryAfterSays(String id) {
        List<Call> calls = calls(id);
        assertThat(calls).hasSize(2);
        assertThat(Duration.between(calls.get(0).at(), calls.get(1).at()))
                .isBetween(Duration.ofMillis(2_950), Duration.ofSeconds(15));
        assertThat(calls.get(1).key()).isEqualTo(calls.get(0).key());
        assertThat(calls.get(1).content()).isEqualTo(calls.get(0).content());
    }

    @Test
    void retriesUnderTheSameKeyWithTheSameContent() {
        List<Call> calls = calls("hiccups");
        assertThat(calls).hasSize(5);
        assertThat(calls.stream().map(Call::key).distinct()).hasSize(1);
        assertThat(calls.stream().map(Call::content).distinct()).hasSize(1);
        for (String id : List.of("dropped-before", "dropped-after")) {
            assertThat(batches.get(id)).isEqualTo(2);
            assertThat(history(id, 1).key()).isEqualTo(history(id, 0).key());
            assertThat(history(id, 1).body()).isEqualTo(history(id, 0).body());
        }
    }

    @Test
    void neverTakesGarbageForAnAcknowledgement() {
        Report report = first.report("garbage");
        report.is(report.status());
        assertThat(report.status()).isEqualTo("failed");
        assertThat(report.count("created")).isZero();
        assertThat(second.report("garbage").count("unchanged")).isZero();
    }

    @Test
    void listsAUserThePlatformRejectsAndGoesOn() {
        first.report("rejected").is("completed").counts(USERS, 0, USERS - 1, 0, 0, 1);
        second.report("rejected").is("completed").counts(USERS, USERS - 1, 0, 0, 0, 1);
        assertThat(connectors.get("rejected").batches())
                .as("a retry waits its time")
                .isEqualTo(batches.get("rejected"));
        assertThat(connectors.get("rejected").deletedSince(0)).isEmpty();
    }

    @Test
    void halvesUntilThePoisonousUserStandsAlone() {
        Connector poisoned = connectors.get("poisoned");
        first.report("poisoned").is("completed").counts(USERS, 0, USERS - 1, 0, 0, 1);
        assertThat(poisoned.there()).hasSize(USERS - 1).doesNotContain(poisoned.user(7));
        assertThat(poisoned.platform().history())
                .anyMatch(request -> request.status() == 422
                        && request.operations().size() == 1
                        && request.operations().get(0).sourceId().equals(poisoned.user(7)));
        List<PlatformRequest> history = poisoned.platform().history().subList(0, batches.get("poisoned"));
        PlatformRequest again = history.get(history.size() - 1);
        assertThat(again.operations())
                .as("offered once more")
                .singleElement()
                .satisfies(user -> assertThat(user.sourceId()).isEqualTo(poisoned.user(7)));
        assertThat(history.stream().filter(request -> request.key().equals(again.key())))
                .as("the same content has one key")
                .hasSize(2)
                .allMatch(request -> request.operations().size() == 1);
        assertThat(history.subList(0, history.size() - 1).stream().map(PlatformRequest::key))
                .doesNotHaveDuplicates();
        second.report("poisoned").is("completed").counts(USERS, USERS - 1, 0, 0, 0, 1);
    }

    @Test
    void renewsTheTokenOnce() {
        assertThat(batches.get("oauth")).isEqualTo(2);
        assertThat(history("oauth", 0).status()).isEqualTo(401);
        assertThat(history("oauth", 1).key()).isEqualTo(history("oauth", 0).key());
    }

    @Test
    void takesAMissingResultForNoAcknowledgement() {
        Connector missing = connectors.get("missing-result");
        Report report = first.report("missing-result");
        report.is(report.status());
        assertThat(missing.platform().history().stream()
                        .filter(request -> request.operations().stream()
                                .anyMatch(operation -> operation.sourceId().equals(missing.user(7)))))
                .as("the user was sent again, in this run or the next")
                .hasSizeGreaterThanOrEqualTo(2);
        second.report("missing-result").is("completed");
    }

    @Test
    void neverCountsAUserWhoseResultNeverComes() {
        Report report = first.report("never-answered");
        report.is(report.status());
        assertThat(report.count("created")).isEqualTo(USERS - 1);
        assertThat(second.report("never-answered").count("unchanged")).isEqualTo(USERS - 1);
    }

    @Test
    void keepsAUserWhoseDeletionThePlatformRefuses() {
        Report report = second.report("deletion-refused").is("completed").counts(99, 99, 0, 0, 0, 0);
        assertThat(report.count("missing")).isEqualTo(1);
    }

    @Test
    void exitsWithOneWhereARunFailed() {
        assertThat(first.exit()).isEqualTo(1);
    }
}
