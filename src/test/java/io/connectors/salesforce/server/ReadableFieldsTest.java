package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A field the connector cannot read is left out and reported; it never empties anything. */
class ReadableFieldsTest {

    @ParameterizedTest
    @CsvSource({"User, Region__c, User.Region", "User, Department, User.Department", "Profile, Name, User.Profile"})
    void leaveOutWhatTheOrgHides(String object, String field, String target) {
        try (Installation site = Installation.of(TestDatabase.H2, 150).set("safeguards", "{ changes: off }")) {
            site.run();
            String someone = site.users().keySet().iterator().next();
            String place = "/" + target.replace('.', '/');
            String before = site.users().get(someone).at(place).asText();
            site.org().hide(object, field, true);

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(run.leftOut()).containsExactly(target);
            assertThat(site.users().get(someone).at(place).asText()).isEqualTo(before);
            assertThat(site.sent(run))
                    .noneSatisfy(request -> assertThat(request.body()).contains(target.substring(5)));
        }
    }

    @Test
    void failTheRunBeforeReadingWhereARequiredOneIsHidden() {
        try (Installation site = Installation.of(TestDatabase.H2, 50)) {
            site.org().hide("User", "Username", true);

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason()).contains("Username", "field-level security");
            assertThat((List<?>) site.org().requests().get("requests"))
                    .noneMatch(request -> request.toString().contains("/query"));
        }
    }

    @Test
    void areToldFromThoseThatDoNotExist() {
        try (Installation site = Installation.of(TestDatabase.H2, 50)) {
            String header = "Target attribute,Source attribute,Transform,Required,Description\n";
            site.mapping(header + "User.Login,Username,,yes,\nUser.Title,Titel,,no,\nUser.Boss,Manager.Nmae,,no,\n");

            RunReport left = site.run();

            assertThat(left.status()).as(left.reason()).isEqualTo(Status.COMPLETED);
            assertThat(left.leftOut()).containsExactly("User.Title", "User.Boss");

            site.mapping(header + "User.Login,Username,,yes,\nUser.Title,Titel,,yes,\n");
            RunReport failed = site.run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason())
                    .contains("Titel is not a field of User; did you mean Title?")
                    .doesNotContain("field-level security");
        }
    }

    @Test
    void areFoundAlsoWhereFrozenUsersAreReadFirst() {
        try (Installation site = Installation.of(TestDatabase.H2, 900).set("frozenUsers", "exclude")) {
            site.org().hide("Profile", "Name", true);

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.users().keySet()).isNotEmpty().noneMatch(site.org()::frozen);
        }
    }

    @ParameterizedTest
    @CsvSource({"include, false", "exclude, true", "only, true"})
    void neverGuessWhoIsFrozen(String choice, boolean fails) {
        try (Installation site = Installation.of(TestDatabase.H2, 900).set("frozenUsers", choice)) {
            RunReport allowed = site.run();
            assertThat(allowed.status()).as(allowed.reason()).isEqualTo(Status.COMPLETED);
            boolean only = choice.equals("only");
            assertThat(site.users().keySet())
                    .isNotEmpty()
                    .allMatch(id -> fails ? site.org().frozen(id) == only : true);

            site.org().hide("UserLogin", null, true);
            RunReport refused = site.run();

            assertThat(refused.status()).isEqualTo(fails ? Status.FAILED : Status.COMPLETED);
            assertThat(String.valueOf(refused.reason())).contains(fails ? "Manage Users" : "null");
        }
    }
}
