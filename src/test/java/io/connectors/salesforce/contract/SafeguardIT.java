package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Site.Ended;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6, 4: safeguards hold the whole plan, before anything is sent. A first run, changes in every org, a second run. */
@TestInstance(Lifecycle.PER_CLASS)
class SafeguardIT {
    private static final Map<String, Object> LEFT = Map.of("IsActive", false);
    private static final Map<String, Object> MOVED = Map.of("Department", "Elsewhere");
    private static final Map<String, Object> NO_DEPARTMENT = new LinkedHashMap<>();

    private final Site site = new Site();
    private final Map<String, Connector> connectors = new LinkedHashMap<>();
    private final Map<String, Integer> batches = new LinkedHashMap<>();
    private Ended first;
    private Ended second;

    private Connector connector(String id, int users, String... options) {
        connectors.put(id, site.connector(id, users, options));
        return connectors.get(id);
    }

    @BeforeAll
    void runsTwice() {
        NO_DEPARTMENT.put("Department", null);
        site.file("mappings/strict.csv", """
                Target attribute,Source attribute,Transform,Required,Description
                User.Login,Username,,yes,
                User.Department,Department,,yes,
                """);
        site.file("mappings/before.csv", """
                Target attribute,Source attribute,Transform,Required,Description
                User.Login,Username,,yes,
                """);
        connector("deletions-at-limit", 100);
        connector("deletions-above", 100);
        connector("deletions-counted", 100, "safeguards.deletions: 5");
        connector("deletions-off", 100, "safeguards.deletions: off");
        connector("missing-counted", 100);
        connector("too-few-users", 99);
        connector("smaller-minimum", 50, "safeguards.minimumUsers: 50");
        connector("changes-at-limit", 100);
        connector("changes-above", 100);
        connector("rejections-at-limit", 100, "mapping: strict.csv");
        connector("rejections-above", 100, "mapping: strict.csv");
        Connector rejectedAtFirst = connector("rejected-at-first", 100, "mapping: strict.csv");
        rejectedAtFirst.edit(1, 12, NO_DEPARTMENT);
        connector("empty", 10);
        connector("other-org", 10);
        connector("mapping-changed", 100, "mapping: before.csv");
        connector("several", 100);
        connector("lost-sight", 100);
        first = site.run("--all");
        connectors.forEach((id, each) -> batches.put(id, each.batches()));
        edit("deletions-at-limit", 20, LEFT);
        edit("deletions-above", 21, LEFT);
        edit("deletions-counted", 6, LEFT);
        edit("deletions-off", 60, LEFT);
        edit("missing-counted", 6, LEFT);
        for (int i = 50; i < 65; i++) {
            Connector missing = connectors.get("missing-counted");
            missing.org().hideUser(missing.user(i), true);
        }
        edit("too-few-users", 90, LEFT);
        edit("smaller-minimum", 11, LEFT);
        edit("changes-at-limit", 50, MOVED);
        edit("changes-above", 51, MOVED);
        edit("rejections-at-limit", 10, NO_DEPARTMENT);
        edit("rejections-above", 11, NO_DEPARTMENT);
        connectors.get("empty").edit(0, 10, LEFT);
        connectors.get("other-org").org().orgId("00D5g000000XyZwEAK");
        site.options(connectors.get("mapping-changed"));
        edit("several", 30, LEFT);
        connectors.get("several").edit(40, 50, MOVED);
        connectors.get("several").org().create(Map.of());
        connectors.get("lost-sight").org().sharingPrivate(true);
        second = site.run("--all");
    }

    private void edit(String id, int users, Map<String, Object> fields) {
        connectors.get(id).edit(1, users + 1, fields);
    }

    @AfterAll
    void close() throws Exception {
        site.close();
    }

    @Test
    void exitsWithThreeWhereARunIsHeld() {
        assertThat(first.exit()).isEqualTo(3);
        assertThat(second.exit()).isEqualTo(3);
    }

    @Test
    void neverHoldsAFirstRunForItsCreates() {
        connectors.keySet().stream()
                .filter(id -> !id.equals("rejected-at-first"))
                .forEach(id -> first.report(id).is("completed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deletions-above",
                "deletions-counted",
                "missing-counted",
                "smaller-minimum",
                "changes-above",
                "rejections-above",
                "empty",
                "other-org",
                "several",
                "lost-sight"
            })
    void sendsNothingOfAHeldPlan(String id) {
        Report held = second.report(id).is("held");
        assertThat(held.count("pending")).isZero();
        assertThat(connectors.get(id).batches()).isEqualTo(batches.get(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deletions-at-limit",
                "deletions-off",
                "too-few-users",
                "changes-at-limit",
                "rejections-at-limit",
                "mapping-changed"
            })
    void letsThrough(String id) {
        second.report(id).is("completed");
    }

    @Test
    void deletesExactlyAsManyAsTheLimit() {
        second.report("deletions-at-limit").counts(80, 80, 0, 0, 20, 0);
        assertThat(connectors.get("deletions-at-limit").there())
                .isEqualTo(connectors.get("deletions-at-limit").active());
    }

    @Test
    void updatesExactlyAsManyAsTheLimit() {
        second.report("changes-at-limit").counts(100, 50, 0, 50, 0, 0);
    }

    @Test
    void rejectsExactlyAsManyAsTheLimit() {
        second.report("rejections-at-limit").counts(100, 90, 0, 0, 0, 10);
        assertThat(connectors.get("rejections-at-limit").deletedSince(0)).isEmpty();
    }

    @Test
    void holdsAFirstRunWithTooManyRejections() {
        first.report("rejected-at-first").is("held").counts(100, 0, 89, 0, 0, 11);
        assertThat(batches.get("rejected-at-first")).isZero();
    }

    @Test
    void countsWhatAHeldPlanWouldSend() {
        second.report("several").counts(71, 60, 1, 10, 30, 0);
        second.report("deletions-above").counts(79, 79, 0, 0, 21, 0);
        second.report("changes-above").counts(100, 49, 0, 51, 0, 0);
    }

    @Test
    void countsTheMissingAmongTheDeletions() {
        Report held = second.report("missing-counted").counts(79, 79, 0, 0, 6, 0);
        assertThat(held.count("missing")).isEqualTo(15);
        assertThat(second.report("lost-sight").counts(1, 1, 0, 0, 0, 0).count("missing"))
                .isEqualTo(99);
    }

    @Test
    void holdsAnEmptyImportOfFewUsersToo() {
        second.report("empty").counts(0, 0, 0, 0, 10, 0);
    }

    @Test
    void announcesAMappingChangeAndUpdatesEverybody() {
        second.report("mapping-changed").counts(100, 0, 0, 100, 0, 0);
    }

    @Test
    void namesCountShareLimitAndKeyInTheReason() {
        assertThat(second.report("deletions-above").reason()).contains("21", "21%", "20%", "100");
        assertThat(second.report("changes-above").reason()).contains("51", "51%", "50%", "100");
        assertThat(second.report("rejections-above").reason()).contains("11", "11%", "10%", "100");
        assertThat(second.report("deletions-counted").reason()).contains("6", "5");
        assertThat(second.report("other-org").reason()).contains("00D5g000000XyZw", "00D5g000000AbCd");
    }

    @Test
    void namesTheRemedyInTheReason() {
        for (String id : List.of("deletions-above", "changes-above", "rejections-above", "empty", "other-org")) {
            assertThat(second.report(id).reason()).as(id).containsAnyOf("approve", "--override-safeguards");
        }
    }
}
