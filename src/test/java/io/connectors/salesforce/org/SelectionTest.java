package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Connectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    static Connector connector(String more) {
        return Connectors.of("acme.yaml", """
                        name: Acme
                        salesforce:
                          url: https://acme.my.salesforce.com
                          authentication: client-credentials
                          consumerKey: key
                          consumerSecret: secret
                        schedule: { repeats: manual }
                        platform: { type: rest, url: "https://platform.example/api", token: t }
                        """ + more, text -> text).find("acme").orElseThrow();
    }

    private static String soql(String more, String... columns) {
        return new Selection(connector(more)).users(List.of(columns)).next();
    }

    @Test
    void readsActivePeopleByDefault() {
        assertThat(soql("", "Email", "Profile.Name"))
                .isEqualTo("SELECT Id, Email, Profile.Name FROM User WHERE IsActive = true AND UserType NOT IN"
                        + " ('Guest','AutomatedProcess','CloudIntegrationUser') ORDER BY Id");
    }

    @Test
    void putsEveryOptionIntoTheQuery() {
        assertThat(
                        soql(
                                "userStatus: [active, inactive]\nuserTypes: [Standard]\nwhere: \"Department != null OR Title = 'O\\\\'N'\"\n"))
                .isEqualTo(
                        "SELECT Id FROM User WHERE UserType IN ('Standard') AND (Department != null OR Title = 'O\\'N')"
                                + " ORDER BY Id");
        assertThat(soql("userStatus: [inactive]\n")).contains("IsActive = false");
    }

    @Test
    void neitherAsksForFrozenAsAFieldNorForIdTwice() {
        assertThat(soql("", "Id", "UserLogin.IsFrozen")).startsWith("SELECT Id FROM User");
        assertThat(new Selection(connector("")).needsLogins(List.of("UserLogin.IsFrozen")))
                .isTrue();
        assertThat(new Selection(connector("frozenUsers: only\n")).needsLogins(List.of()))
                .isTrue();
        assertThat(new Selection(connector("")).needsLogins(List.of())).isFalse();
    }

    @Test
    void refusesWhatIsNoFieldPath() {
        assertThatThrownBy(() -> soql("", "Id FROM Account--")).isInstanceOf(OrgFailure.class);
        assertThatThrownBy(() -> soql("", "(SELECT Id FROM Contacts)")).isInstanceOf(OrgFailure.class);
    }

    @Test
    void escapesTexts() {
        assertThat(Selection.literal("a'b\\c\n")).isEqualTo("'a\\'b\\\\c\\n'");
    }
}
