package io.connectors.salesforce.config;

import static io.connectors.salesforce.config.ConnectorFixture.MINIMAL;
import static io.connectors.salesforce.config.ConnectorFixture.minimalWith;
import static io.connectors.salesforce.config.ConnectorFixture.problems;
import static io.connectors.salesforce.config.ConnectorFixture.read;
import static io.connectors.salesforce.config.ConnectorFixture.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectorTest {
    private static final String EVERY_KEY = """
            name: Acme production
            server: Berlin
            salesforce:
              url: https://acme.my.salesforce.com/
              authentication: password
              consumerKey: "{{env:KEY}}"
              consumerSecret: "{{env:SECRET}}"
              username: sync@acme.com
              password: "{{env:PASSWORD}}"
              securityToken: "{{env:TOKEN}}"
              privateKey: /run/secrets/acme.pem
              apiVersion: "62.0"
              read: rest
            userStatus: [inactive, active]
            frozenUsers: exclude
            userTypes: [Standard, CsnOnly]
            where: " Department != null "
            schedule:
              repeats: weekly
              startTime: 02:00
              days: [SUN, SAT]
              dayOfMonth: 31
              timeZone: Europe/Berlin
            active: false
            mapping: scim-users.csv
            platform:
              type: scim
              url: https://platform.example/scim/v2/
              oauth2:
                tokenUrl: https://login.platform.example/token/
                clientId: me
                clientSecret: "{{env:SECRET}}"
                scope: users.write
              batchSize: 50
              removal: deactivate
              region: eu-{{env:WORD}}
              retries: 3
              factor: 1.5
              nested: {on: true, list: [1, two, null]}
            safeguards:
              deletions: 2.5%
              changes: 50
              rejections: off
              minimumUsers: 0
              notVisibleRuns: 1
              apiUsage: 100%
            """;

    @Test
    void fillsInTheDefaults() {
        Connector connector = valid(MINIMAL);

        assertThat(connector.server()).isEqualTo("Cloud");
        assertThat(connector.salesforce().authentication()).isEqualTo(Authentication.PASSWORD);
        assertThat(connector.salesforce().securityToken()).isEmpty();
        assertThat(connector.salesforce().privateKey()).isEmpty();
        assertThat(connector.salesforce().apiVersion()).isEqualTo("60.0");
        assertThat(connector.salesforce().read()).isEqualTo(Read.AUTO);
        assertThat(connector.userStatus()).containsExactly(UserStatus.ACTIVE);
        assertThat(connector.frozenUsers()).isEqualTo(FrozenUsers.INCLUDE);
        assertThat(connector.userTypes()).isEmpty();
        assertThat(connector.where()).isEmpty();
        assertThat(connector.schedule())
                .isEqualTo(new Schedule(
                        Repeats.Calendar.MANUAL,
                        LocalTime.MIDNIGHT,
                        Set.of(),
                        OptionalInt.empty(),
                        ZoneId.systemDefault(),
                        Schedule.secondOf("acme")));
        assertThat(connector.active()).isTrue();
        assertThat(connector.mapping()).isEqualTo("users.csv");
        assertThat(connector.platform().batchSize()).isEqualTo(200);
        assertThat(connector.platform().removal()).isEqualTo(Removal.DELETE);
        assertThat(connector.platform().oauth2()).isEmpty();
        assertThat(connector.platform().options()).isEmpty();
        assertThat(connector.safeguards())
                .isEqualTo(new Safeguards(Limit.of("20%"), Limit.of("50%"), Limit.of("10%"), 100, 2, Limit.of("25%")));
        assertThat(problems(MINIMAL)).isEmpty();
    }

    @Test
    void readsEveryKey() {
        Connector connector = valid(EVERY_KEY);

        assertThat(connector.id()).isEqualTo("acme");
        assertThat(connector.name()).isEqualTo("Acme production");
        assertThat(connector.server()).isEqualTo("Berlin");
        assertThat(connector.salesforce())
                .isEqualTo(new Salesforce(
                        URI.create("https://acme.my.salesforce.com"),
                        Authentication.PASSWORD,
                        "hidden-key",
                        Optional.of(new Secret("hidden-secret")),
                        Optional.of("sync@acme.com"),
                        Optional.of(new Secret("hidden-password")),
                        Optional.of(new Secret("hidden-token")),
                        Optional.of(Path.of("/run/secrets/acme.pem")),
                        "62.0",
                        Read.REST));
        assertThat(connector.salesforce().loginPassword()).contains(new Secret("hidden-passwordhidden-token"));
        assertThat(connector.userStatus()).containsExactly(UserStatus.ACTIVE, UserStatus.INACTIVE);
        assertThat(connector.frozenUsers()).isEqualTo(FrozenUsers.EXCLUDE);
        assertThat(connector.userTypes()).contains(List.of("Standard", "CsnOnly"));
        assertThat(connector.where()).contains("Department != null");
        assertThat(connector.schedule())
                .isEqualTo(new Schedule(
                        Repeats.Calendar.WEEKLY,
                        LocalTime.of(2, 0),
                        Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                        OptionalInt.of(31),
                        ZoneId.of("Europe/Berlin"),
                        Schedule.secondOf("acme")));
        assertThat(connector.active()).isFalse();
        assertThat(connector.mapping()).isEqualTo("scim-users.csv");
        assertThat(connector.safeguards())
                .isEqualTo(new Safeguards(Limit.of("2.5%"), Limit.of("50"), Limit.of("off"), 0, 1, Limit.of("100%")));
    }

    @Test
    void handsUnknownKeysOfThePlatformOnToTheRoute() {
        assertThat(valid(EVERY_KEY).platform())
                .isEqualTo(new Platform(
                        "scim",
                        URI.create("https://platform.example/scim/v2"),
                        Optional.empty(),
                        Optional.of(new OAuth2(
                                URI.create("https://login.platform.example/token/"),
                                "me",
                                new Secret("hidden-secret"),
                                Optional.of("users.write"))),
                        50,
                        Removal.DEACTIVATE,
                        Map.of(
                                "region",
                                "eu-hidden-word",
                                "retries",
                                3,
                                "factor",
                                new BigDecimal("1.5"),
                                "nested",
                                Map.of("on", true, "list", Arrays.asList(1, "two", null)))));
    }

    @Test
    void acceptsTheContractsOwnExample() {
        String contract = """
                name: Acme production            # Connector name
                server: Cloud                    # Connector server name (default Cloud)
                salesforce:
                  url: https://acme.my.salesforce.com        # Salesforce URL
                  authentication: password       # password | client-credentials | jwt
                  consumerKey: "{{env:KEY}}"   # Consumer key
                  consumerSecret: "{{env:SECRET}}"
                  username: sync@acme.com        # Username and Password
                  password: "{{env:PASSWORD}}"
                  securityToken: "{{env:TOKEN}}"        # Security token, optional; appended to the password
                  privateKey: /run/secrets/acme.pem          # jwt only
                  apiVersion: "60.0"
                  read: auto                     # auto | rest | bulk
                userStatus: [active]             # User status: active | inactive, at least one
                frozenUsers: include             # include | exclude | only
                userTypes: [Standard]
                where: "Department != null"      # optional extra SOQL condition
                schedule:
                  repeats: daily
                  startTime: "02:00"             # Start time
                  days: [SAT, SUN]               # weekly only; dayOfMonth for monthly
                  timeZone: Europe/Berlin        # default: the server's
                active: true                     # Active
                mapping: users.csv               # a file of mappings/
                platform:
                  type: rest                     # rest | scim; one YAML route a type
                  url: https://platform.example/api
                  token: "{{env:TOKEN}}"            # or oauth2: {tokenUrl, clientId, clientSecret, scope}
                  batchSize: 200
                safeguards:                      # each default on; see section 6
                  deletions: 20%                 # N%, a count, or off
                  changes: 50%
                  rejections: 10%
                  minimumUsers: 100
                  notVisibleRuns: 2
                  apiUsage: 25%                  # of the org's daily allowance, for one run
                """;

        assertThat(read(contract).find("acme")).isPresent();
        assertThat(problems(contract))
                .extracting(Problem::key)
                .containsExactly("salesforce.privateKey", "schedule.days"); // warnings: they have no effect here
    }

    @Test
    void asksOnlyForTheCredentialsOfTheAuthentication() {
        String withoutCredentials = minimalWith("""
                  consumerSecret: "{{env:SECRET}}"
                  username: sync@acme.com
                  password: "{{env:PASSWORD}}"
                """.indent(0), "%s");

        Connector machine = valid(withoutCredentials.formatted(
                "  authentication: client-credentials\n  consumerSecret: \"{{env:SECRET}}\"\n"));
        Connector jwt = valid(withoutCredentials.formatted(
                "  authentication: jwt\n  username: sync@acme.com\n  privateKey: pom.xml\n"));

        assertThat(machine.salesforce().username()).isEmpty();
        assertThat(machine.salesforce().loginPassword()).isEmpty();
        assertThat(jwt.salesforce().consumerSecret()).isEmpty();
        assertThat(jwt.salesforce().privateKey()).contains(Path.of("pom.xml"));
    }

    @Test
    void takesNumbersAndSwitchesFromPlaceholdersAndTextsFromNumbers() {
        String file = minimalWith(
                                "name: Acme",
                                "name: 2024\nactive: \"{{env:ON}}\"\nsafeguards: {changes: \"{{env:LIMIT}}\"}")
                        .replace("consumerKey: key", "consumerKey: 0123\n  apiVersion: 61.0")
                + "  batchSize: \"{{env:SIZE}}\"\n";

        Connector connector = valid(file);

        assertThat(connector.name()).isEqualTo("2024");
        assertThat(connector.active()).isTrue();
        assertThat(connector.safeguards().changes()).isEqualTo(Limit.of("5%"));
        assertThat(connector.salesforce().consumerKey()).isEqualTo("0123");
        assertThat(connector.salesforce().apiVersion()).isEqualTo("61.0");
        assertThat(connector.platform().batchSize()).isEqualTo(50);
    }

    @Test
    void countsAnEmptySecretAsLeftOut() {
        assertThat(valid(minimalWith("  consumerKey: key", "  consumerKey: key\n  securityToken: \"{{env:EMPTY}}\""))
                        .salesforce()
                        .securityToken())
                .isEmpty();
    }

    @Test
    void takesABlockWithoutKeysForItsDefaultsAndAnchorsForTheirValues() {
        Connector connector =
                valid(minimalWith("name: Acme", "name: &name Acme\nserver: *name\nsafeguards:\n  # deletions: 5%"));

        assertThat(connector.server()).isEqualTo("Acme");
        assertThat(connector.safeguards().deletions()).isEqualTo(Limit.of("20%"));
    }

    @Test
    void readsFilesOfOtherSystems() {
        assertThat(valid("\uFEFF" + MINIMAL.replace("\n", "\r\n")).name()).isEqualTo("Acme");
    }
}
