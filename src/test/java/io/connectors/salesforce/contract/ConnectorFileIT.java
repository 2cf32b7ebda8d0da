package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Site.Ended;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 3: a connector's file, and the secrets in it. */
class ConnectorFileIT {
    private static final String BROKEN = """
            name: Broken
            salesforce:
              url: ftp://acme.my.salesforce.com
              authentication: magic
              consumerKey: key
              consumerSecret: marker-in-clear
            userStatus: [activ]
            frozenUsers: maybe
            schedule:
              repeats: weekly
              startTime: "25:00"
              days: [SUNDY]
              timeZone: Europe/Atlantis
            mapping: nowhere.csv
            platfrom:
              type: rest
            platform:
              type: rest
              url: https://platform.example/api
              token: "{{env:NOT_SET_ANYWHERE}}"
              batchSize: many
            safeguards:
              deletions: 120%
              minimumUsers: -1
            """;

    private final Site site = new Site();

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void listsEveryProblemOfAFileAtOnce() {
        site.file("connectors/broken.yaml", BROKEN);

        Ended check = site.command("check");

        assertThat(check.exit()).as(check.text()).isEqualTo(2);
        String text = check.text();
        for (Map.Entry<String, Integer> problem : Map.ofEntries(
                        Map.entry("url", 3),
                        Map.entry("authentication", 4),
                        Map.entry("userStatus", 7),
                        Map.entry("frozenUsers", 8),
                        Map.entry("startTime", 11),
                        Map.entry("days", 12),
                        Map.entry("timeZone", 13),
                        Map.entry("platfrom", 15),
                        Map.entry("batchSize", 21),
                        Map.entry("deletions", 23),
                        Map.entry("minimumUsers", 24))
                .entrySet()) {
            assertThat(text.lines()
                            .filter(line -> line.contains("broken.yaml"))
                            .anyMatch(line -> line.contains(problem.getKey())
                                    && line.matches(".*\\b" + problem.getValue() + "\\b.*")))
                    .as("%s in line %s of:%n%s", problem.getKey(), problem.getValue(), text)
                    .isTrue();
        }
        assertThat(text)
                .contains("NOT_SET_ANYWHERE")
                .contains("password", "client-credentials", "jwt")
                .contains("active", "inactive")
                .contains("include", "exclude", "only")
                .doesNotContain("marker-in-clear");
    }

    @Test
    void listsAMissingMappingAmongTheOtherProblems() {
        site.file("connectors/broken.yaml", BROKEN);

        Ended check = site.command("check");

        assertThat(check.text().lines())
                .anyMatch(line -> line.contains("broken.yaml:14") && line.contains("nowhere.csv"));
    }

    @Test
    void showsNoSecretAnywhere() {
        Connector clear = site.connector(
                "clear",
                20,
                "salesforce.consumerSecret: demo-secret",
                "salesforce.password: demo-password",
                "salesforce.securityToken: demo-token",
                "platform.token: demo-platform-token");
        Connector placeholders = site.connector("placeholders", 20);
        Connector oauth = site.connector("oauth", 20);
        site.options(
                oauth,
                "platform.token:",
                "platform.oauth2.tokenUrl: " + oauth.platform().tokenUrl(),
                "platform.oauth2.clientId: demo-client",
                "platform.oauth2.clientSecret: demo-client-secret");

        Ended good = site.run("--all");
        assertThat(good.exit()).as(good.text()).isZero();
        Ended check = site.command("check", "clear");
        assertThat(check.exit()).as(check.text()).isZero();
        assertThat(check.text()).contains("consumerSecret");

        site.options(clear, "salesforce.password: marker-wrong-password");
        site.options(placeholders, "platform.token: marker-wrong-token");
        placeholders.org().edit(placeholders.user(1), Map.of("Department", "Elsewhere"));
        site.run("placeholders");
        site.run("clear");

        site.traces().forEach((file, content) -> {
            for (String secret : Site.SECRETS) {
                assertThat(content.contains(secret))
                        .as("%s in %s", secret, file)
                        .isFalse();
            }
            assertThat(content)
                    .as("a session of Salesforce in %s", file)
                    .doesNotContainPattern("00D5g000000AbCd![0-9a-f]{8}-");
        });
    }

    @Test
    void keepsPersonalDataOutOfLogs() {
        Connector acme = site.connector("acme", 20);
        acme.platform()
                .fault(io.connectors.salesforce.simulator.platform.PlatformFault.always(
                                io.connectors.salesforce.simulator.platform.PlatformFault.Kind.REJECT_USER)
                        .withUser(acme.user(3)));
        Ended ended = site.run("acme");
        ended.report("acme").is("completed");
        assertThat(ended.text().toLowerCase(java.util.Locale.ROOT)).doesNotContain("@acme.example");
    }

    @Test
    void takesSettingsFromTheFolderTheEnvironmentAndTheCommandLine() {
        site.file("config/application.properties", "server.name = Berlin\nconnectors.dir = elsewhere\n");
        Connector berlin = site.connector("berlin", 10, "server: Berlin");
        site.connector("cloud", 10);
        site.setting("connectors.dir", "connectors");

        Ended ended = site.run("berlin", "cloud");

        assertThat(ended.exit()).as(ended.text()).isZero();
        ended.report("berlin").is("completed");
        ended.report("cloud").is("skipped");
        assertThat(berlin.there()).hasSize(10);
    }
}
