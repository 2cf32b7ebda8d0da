package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.contract.Site.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 4: mappings, through the whole product. */
class MappingIT {
    private static final String ALL = """
            Target attribute,Source attribute,Transform,Required,Description
            User.Login,Username,trim | lowercase,yes,"With a comma, and ""quotes\"""
            User.Upper,LastName,uppercase,no,
            User.Full,FirstName LastName,"trim | join("" "")",no,
            User.FirstOf,Title Department,first,no,
            User.Status,IsActive,"lookup(true=Active,false=Inactive)",no,
            User.Region,Region__c,"lookup(Nowhere=N)",no,
            User.Fallback,Fax,default(none),no,
            User.Source,,constant(Salesforce),no,
            User.Created,CreatedDate,date,no,
            User.Active,IsActive,boolean,no,
            User.Raw,IsActive,,no,
            User.Digits,Phone,"replace([^0-9],)",no,
            User.Short,Username,truncate(3),no,
            User.Deep.Manager.Profile,Profile.Name,,no,
            User.Title,Title,trim,no,
            User.Department,Department,,no,
            """;

    private final Site site = new Site();

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void transformsEveryValueAndClearsWhatBecameEmpty() {
        site.file("mappings/all.csv", ALL);
        Connector acme = site.connector("acme", 5, "mapping: all.csv");
        String ada = acme.user(1);
        Map<String, Object> fields = new HashMap<>(Map.of(
                "Username", " Ada@Acme.Example ",
                "FirstName", " ",
                "LastName", " Lovelace",
                "Department", "Engines",
                "Region__c", "EMEA",
                "Phone", "+44 20 79",
                "CreatedDate", "2020-01-02T03:04:05.000+0000",
                "Title", "Analyst"));
        fields.put("Fax", null);
        acme.org().edit(ada, fields);

        Ended first = site.run("acme");
        first.report("acme").is("completed").counts(5, 0, 5, 0, 0, 0);

        JsonNode user = acme.document(ada).path("User");
        assertThat(user.path("Login").asText()).isEqualTo("ada@acme.example");
        assertThat(user.path("Upper").asText()).isEqualTo(" LOVELACE");
        assertThat(user.path("Full").asText()).isEqualTo("Lovelace");
        assertThat(user.path("FirstOf").asText()).isEqualTo("Analyst");
        assertThat(user.path("Status").asText()).isEqualTo("Active");
        assertThat(user.path("Region").asText()).isEqualTo("EMEA");
        assertThat(user.path("Fallback").asText()).isEqualTo("none");
        assertThat(user.path("Source").asText()).isEqualTo("Salesforce");
        assertThat(user.path("Created").asText()).isEqualTo("2020-01-02T03:04:05.000Z");
        assertThat(user.path("Active").isBoolean()).isTrue();
        assertThat(user.path("Raw").isBoolean()).isTrue();
        assertThat(user.path("Digits").asText()).isEqualTo("442079");
        assertThat(user.path("Short").asText()).hasSize(3);
        assertThat(user.path("Deep").path("Manager").path("Profile").asText()).isNotBlank();

        Map<String, Object> empty = new HashMap<>();
        empty.put("Title", null);
        acme.org().edit(ada, empty);
        acme.org().hide("User", "Department", true);
        Ended second = site.run("acme");

        // the field that cannot be read any more leaves every document, but is nulled in none
        Report report = second.report("acme").is("completed");
        assertThat(report.count("read")).isEqualTo(5);
        assertThat(second.text()).contains("Department");
        JsonNode after = acme.document(ada).path("User");
        assertThat(after.has("Title")).isTrue();
        assertThat(after.path("Title").isNull()).isTrue();
        assertThat(after.path("Department").asText()).isEqualTo("Engines");
        assertThat(acme.platform().history().get(acme.batches() - 1).body()).doesNotContain("\"Department\"");

        acme.org().hide("User", "Username", true);
        int batches = acme.batches();
        Ended third = site.run("acme");
        assertThat(third.exit()).as(third.text()).isEqualTo(1);
        assertThat(third.report("acme").is("failed").reason()).contains("Username");
        assertThat(third.report("acme").count("read")).isZero();
        assertThat(acme.batches()).isEqualTo(batches);
    }

    @Test
    void printsTheFileUnchangedWhateverTheLocale() throws Exception {
        String csv = ALL + "User.Work,IsActive,\"lookup(true=Tätig,false=漢字)\",no,\n";
        site.file("mappings/all.csv", csv);
        Connector acme = site.connector("acme", 1, "mapping: all.csv");
        Path posix = site.folder().resolve("posix.sh");
        Files.writeString(posix, "export LC_ALL=POSIX\nexec \"$@\"\n");

        Ended printed = site.through(posix, "mapping", "acme");
        assertThat(printed.exit()).as(printed.text()).isZero();
        assertThat(printed.out()).isEqualTo(csv);

        site.file("mappings/all.csv", csv.replace("lookup(true=Tätig,", "lookup(Tätig,"));
        assertThat(site.through(posix, "mapping", "acme").err()).contains("Tätig");

        site.file("mappings/all.csv", csv);
        Files.writeString(posix, "export LC_ALL=POSIX ORG_PASSWORD=gehörtnichther\nexec \"$@\"\n");
        Ended lost = site.through(posix, "run", "acme");
        assertThat(lost.exit()).as(lost.text()).isEqualTo(2);
        assertThat(lost.err()).contains("salesforce.password", "LC_ALL=C.UTF-8");
        assertThat(acme.org().logins() + acme.org().refusedLogins()).isZero();
    }

    @Test
    void keepsUsersWhoFailedMapping() {
        Connector acme = site.connector("acme", 20);
        Map<String, Object> nameless = new HashMap<>();
        nameless.put("LastName", " ");
        acme.org().edit(acme.user(2), nameless);
        site.run("acme").report("acme").is("completed").counts(20, 0, 19, 0, 0, 1);
        assertThat(acme.there()).doesNotContain(acme.user(2));

        acme.org().edit(acme.user(3), nameless);
        acme.org().edit(acme.user(2), Map.of("LastName", "Lovelace"));
        int batches = acme.batches();
        Report second = site.run("acme").report("acme").is("completed");

        assertThat(second.count("rejected")).as("%s", second.json()).isEqualTo(1);
        assertThat(second.count("created")).isEqualTo(1);
        assertThat(acme.deletedSince(batches)).isEmpty();
        assertThat(acme.there()).contains(acme.user(2), acme.user(3));
    }

    @Test
    void refusesAWrongMappingBeforeAnythingIsContacted() {
        site.file("mappings/wrong.csv", """
                Target attribute,Source attribute,Transform,Required,Description
                User.Name,FirstName LastName,trim,no,
                User.Login,Username,shout,yes,
                """);
        Connector acme = site.connector("acme", 5, "mapping: wrong.csv");

        Ended ended = site.command("run", "acme", "--json");

        assertThat(ended.exit()).as(ended.text()).isEqualTo(2);
        assertThat(ended.text()).contains("wrong.csv", "join", "shout");
        assertThat(acme.org().logins()).isZero();
    }
}
