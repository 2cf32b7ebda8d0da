package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.contract.Site.Ended;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 1: what the commands do, print and exit with. */
class CommandLineIT {
    private final Site site = new Site();

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void reportsARunWithExactlyTheDocumentedKeys() {
        Connector acme = site.connector("acme", 30);

        Ended first = site.run("acme");

        assertThat(first.exit()).isZero();
        assertThat(first.out()).doesNotContain("INFO");
        assertThat(first.err()).contains("planned 30 to create").doesNotContain("[read=", "Exchange[");
        assertThat(first.reports()).hasSize(1);
        JsonNode json = first.reports().get(0);
        assertThat(json.path("connector").asText()).isEqualTo("acme");
        assertThat(json.path("run").asText()).isNotBlank();
        assertThat(json.path("trigger").asText()).isEqualTo("manual");
        assertThat(json.path("preview").isBoolean()).isTrue();
        assertThat(json.path("preview").asBoolean()).isFalse();
        assertThat(json.path("reason").isNull()).isTrue();
        assertThat(json.path("startedAt").asText()).endsWith("Z");
        assertThat(Instant.parse(json.path("startedAt").asText())).isBefore(Instant.now());
        assertThat(json.path("durationMs").isIntegralNumber()).isTrue();
        first.report("acme").is("completed").counts(30, 0, 30, 0, 0, 0);
        assertThat(first.report("acme").count("apiCalls"))
                .isEqualTo((int) acme.org().apiCalls());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "connector",
                        "run",
                        "status",
                        "trigger",
                        "preview",
                        "read",
                        "unchanged",
                        "created",
                        "updated",
                        "deleted",
                        "rejected",
                        "pending",
                        "missing",
                        "reason",
                        "apiCalls",
                        "startedAt",
                        "durationMs");
    }

    @Test
    void previewsWhatTheNextRunDoesAndResendsEverything() {
        Connector acme = site.connector("acme", 30);

        Report preview = site.run("acme", "--preview").report("acme");
        assertThat(preview.json().path("preview").asBoolean()).isTrue();
        assertThat(preview.status()).isEqualTo("previewed");
        preview.counts(30, 0, 30, 0, 0, 0);
        assertThat(preview.count("pending")).isZero();
        assertThat(acme.batches()).isZero();
        site.run("acme").report("acme").is("completed").counts(30, 0, 30, 0, 0, 0);

        acme.org().edit(acme.user(1), Map.of("Department", "Elsewhere"));
        acme.edit(2, 4, Map.of("IsActive", false));
        String joined = acme.org().create(Map.of());
        int batches = acme.batches();
        Report second = site.run("acme", "--preview").report("acme");
        second.counts(29, 27, 1, 1, 2, 0);
        assertThat(second.count("pending")).isZero();
        assertThat(acme.batches()).isEqualTo(batches);
        assertThat(acme.there()).doesNotContain(joined);
        site.run("acme").report("acme").is("completed").counts(29, 27, 1, 1, 2, 0);
        assertThat(acme.there()).isEqualTo(acme.active());

        int before = acme.batches();
        Report resent = site.run("acme", "--resend").report("acme");
        resent.is("completed");
        assertThat(resent.count("unchanged")).isZero();
        assertThat(acme.since(before))
                .hasSize(29)
                .allMatch(operation -> operation.op().equals("upsert"));

        int quiet = acme.batches();
        site.run("acme").report("acme").is("completed").counts(29, 29, 0, 0, 0, 0);
        assertThat(acme.batches()).isEqualTo(quiet);
    }

    @Test
    void runsTheOthersWhereOneFileIsInvalidInactiveOrAnotherServers() {
        Connector good = site.connector("good", 10);
        Connector elsewhere = site.connector("elsewhere", 10, "server: Berlin");
        Connector inactive = site.connector("inactive", 10, "active: false");
        Connector invalid = site.connector("invalid", 10, "schedule.repeats: sometimes");

        Ended all = site.run("--all");

        assertThat(all.exit()).as(all.text()).isEqualTo(2);
        all.report("good").is("completed").counts(10, 0, 10, 0, 0, 0);
        assertThat(all.err()).contains("invalid.yaml");
        assertThat(all.reports())
                .extracting(each -> each.path("connector").asText())
                .doesNotContain("inactive", "invalid");
        assertThat(all.reports())
                .filteredOn(each -> each.path("connector").asText().equals("elsewhere"))
                .allMatch(each -> each.path("status").asText().equals("skipped"));

        Ended named = site.run("inactive", "elsewhere", "good");

        assertThat(named.exit()).as(named.text()).isZero();
        assertThat(named.reports())
                .extracting(each -> each.path("connector").asText())
                .containsExactly("inactive", "elsewhere", "good");
        named.report("inactive").is("skipped").counts(0, 0, 0, 0, 0, 0);
        named.report("elsewhere").is("skipped").counts(0, 0, 0, 0, 0, 0);
        named.report("good").is("completed").counts(10, 10, 0, 0, 0, 0);
        for (Connector each : new Connector[] {elsewhere, inactive, invalid}) {
            assertThat(each.org().apiCalls()).isZero();
            assertThat(each.org().logins()).isZero();
            assertThat(each.batches()).isZero();
        }
        assertThat(good.batches()).isEqualTo(1);

        Ended check = site.command("check");

        assertThat(check.exit()).as(check.text()).isEqualTo(2);
        assertThat(check.text())
                .contains("invalid.yaml", "sometimes", "repeats", "hourly", "daily", "weekly", "monthly");

        Ended one = site.command("run", "invalid", "--json");

        assertThat(one.exit()).as(one.text()).isEqualTo(2);
        assertThat(invalid.org().logins()).isZero();
    }

    @Test
    void refusesWrongUsageAndWhatItDoesNotKnow() {
        Connector acme = site.connector("acme", 10);

        Ended connector = site.run("acme", "nobody");
        assertThat(connector.exit()).as(connector.text()).isEqualTo(2);
        assertThat(connector.err()).contains("nobody");
        assertThat(acme.org().logins()).isLessThanOrEqualTo(1);

        assertThat(site.command("run").exit()).isEqualTo(2);
        assertThat(site.command("jump").exit()).isEqualTo(2);
        assertThat(site.command("run", "acme", "--never").exit()).isEqualTo(2);
        assertThat(site.command("mapping", "nobody").exit()).isEqualTo(2);
        Ended folder = site.command("-Dconnectors.dir=connectros", "run", "--all");
        assertThat(folder.exit()).as(folder.text()).isEqualTo(2);
        assertThat(folder.err()).contains("connectors.dir = connectros", "there is no such folder");
        assertThat(site.command("erase", "0050000000001").exit()).isEqualTo(2);

        site.setting("console.token", "short-one");
        site.setting("console.host", "0.0.0.0");
        Ended weak = site.command("serve");
        assertThat(weak.exit()).as(weak.text()).isEqualTo(2);
        assertThat(weak.err())
                .contains("console.token has fewer than 16 characters")
                .doesNotContain("short-one");

        Ended run = site.command("approve", "20260101-000000000-00000000");
        assertThat(run.exit()).as(run.text()).isEqualTo(2);
        assertThat(site.command("discard", "20260101-000000000-00000000").exit())
                .isEqualTo(2);
    }

    @Test
    void checksTheOrgAndNamesARemedy() {
        Connector acme = site.connector("acme", 10);
        site.connector("clean", 10);
        // of the connectors that are not named, nothing is looked at
        site.file("connectors/broken.yaml", "name: Broken\nuserStatus: [sometimes]\n");

        Ended clean = site.command("check", "clean", "--json");
        assertThat(clean.exit()).as(clean.text()).isZero();
        assertThat(clean.out()).contains("A run takes about 3 requests");
        assertThat(clean.out().strip()).matches("(?s)[\\[{].*[\\]}]");
        assertThat(clean.text()).doesNotContain("roken");

        acme.org().hide("User", "Department", true);
        Ended warned = site.command("check", "acme");
        assertThat(warned.exit()).as(warned.text()).isZero();
        assertThat(warned.text()).contains("Department");

        site.file("mappings/small.csv", """
                Target attribute,Source attribute,Transform,Required,Description
                User.Login,Username,,yes,
                User.Name,LastName,,yes,
                User.Title,Titel,,no,
                User.Boss,Manger.Name,,no,
                User.Role,UserRole.Nmae,,no,
                """);
        Ended misspelt = site.command("check", "acme");
        assertThat(misspelt.exit()).as(misspelt.text()).isEqualTo(1);
        assertThat(misspelt.text())
                .contains(
                        "Titel is not a field of User; did you mean Title?",
                        "Manger.Name is not a field of User; did you mean Manager.Name?",
                        "UserRole.Nmae is not a field of UserRole; did you mean UserRole.Name?")
                .doesNotContain("field-level security");

        acme.org().hide("User", "LastName", true);
        Ended required = site.command("check", "acme", "--json");
        assertThat(required.exit()).as(required.text()).isEqualTo(1);
        assertThat(required.out()).contains("LastName");

        acme.org().passwordFlow(false);
        Ended refused = site.command("check", "acme");
        assertThat(refused.exit()).as(refused.text()).isEqualTo(1);
        assertThat(refused.text()).contains("login", "securityToken");
        assertThat(acme.batches()).isZero();
    }

    @Test
    void demonstratesItselfAndEnds() {
        Ended demo = site.command("demo", "--exit");
        assertThat(demo.exit()).as(demo.text()).isZero();
        assertThat(demo.out()).contains("completed").doesNotContain("failed");
    }
}
