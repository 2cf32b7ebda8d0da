package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {
    private static final byte[] USER = object(
            field("Email"),
            reference("ProfileId", "Profile", "\"Profile\""),
            reference("ManagerId", "Manager", "\"User\""),
            reference("DelegateId", "Delegate", "\"Group\",\"User\""));

    private final Description description = new Description();

    private static byte[] object(String... fields) {
        return ("{\"fields\":[" + String.join(",", fields) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private static String field(String name) {
        return "{\"name\":\"" + name + "\",\"relationshipName\":null,\"referenceTo\":[]}";
    }

    private static String reference(String name, String relationship, String objects) {
        return "{\"name\":\"" + name + "\",\"relationshipName\":\"" + relationship + "\",\"referenceTo\":[" + objects
                + "]}";
    }

    @Test
    void asksForTheUserFirstAndForNothingElse() {
        assertThat(description.getNext()).isEqualTo("User");

        description.take(USER);

        assertThat(description.isMore()).isFalse();
    }

    @Test
    void tellsWhichFieldsCanBeReadInAnySpelling() {
        description.take(USER);

        assertThat(description.readable("Email")).isTrue();
        assertThat(description.readable("email")).isTrue();
        assertThat(description.readable("profileid")).isTrue();
    }

    @Test
    void countsAHiddenFieldAsNotReadable() {
        description.take(USER);

        assertThat(description.readable("Salary__c")).isFalse();
        assertThat(description.readable("Hidden.Name"))
                .as("a hidden relationship")
                .isFalse();
    }

    @Test
    void trustsAParentsFieldsUntilTheParentIsDescribed() {
        description.take(USER);
        assertThat(description.readable("Profile.Secret__c")).isTrue();

        description.widen(List.of("Email", "Profile.Secret__c"));
        assertThat(description.getNext()).isEqualTo("Profile");
        description.take(object(field("Name")));

        assertThat(description.isMore()).isFalse();
        assertThat(description.readable("Profile.Secret__c")).isFalse();
        assertThat(description.readable("Profile.Name")).isTrue();
    }

    @Test
    void widensOverAParentsParentsStepByStep() {
        description.take(USER);
        List<String> paths = List.of("Profile.UserLicense.Name");

        description.widen(paths);
        description.take(object(field("Name"), reference("UserLicenseId", "UserLicense", "\"UserLicense\"")));
        assertThat(description.readable("Profile.UserLicense.Name")).isTrue();
        description.widen(paths);
        assertThat(description.getNext()).isEqualTo("UserLicense");
        description.take(object(field("Id")));

        assertThat(description.readable("Profile.UserLicense.Name")).isFalse();
    }

    @Test
    void describesNoObjectTwice() {
        description.take(USER);

        description.widen(List.of("Manager.Email", "Profile.Name", "Profile.Id", "PROFILE.Name"));

        description.take(object(field("Name")));
        assertThat(description.isMore())
                .as("User, the manager's object, is described")
                .isFalse();
    }

    @Test
    void asksARelationshipToSeveralObjectsForWhatAllHave() {
        description.take(USER);

        description.widen(List.of("Delegate.Name", "Delegate.Email"));

        assertThat(description.getNext()).isEqualTo("Name");
        description.take(object(field("Id"), field("Name")));
        assertThat(description.readable("Delegate.Name")).isTrue();
        assertThat(description.readable("Delegate.Email")).isFalse();
    }

    @Test
    void remembersThatItWasWidened() {
        description.take(USER);
        assertThat(description.widened()).isFalse();

        description.widen(List.of("Email"));

        assertThat(description.widened()).isTrue();
        assertThat(description.isMore()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"fields\":[{\"name\":", "<html>", "{\"fields\":[]}", "{}", ""})
    void takesNothingForADescriptionThatIsNone(String body) {
        assertThatThrownBy(() -> description.take(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OrgFailure.class);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Emial,         Emial is not a field of User; did you mean Email?
            emaill,        emaill is not a field of User; did you mean Email?
            Nonsense,      Nonsense is not a field of User.
            Manger.Email,  Manger.Email is not a field of User; did you mean Manager.Email?
            Manager.Emal,  Manager.Emal is not a field of User; did you mean Manager.Email?
            Manager.Manager.Emal, Manager.Manager.Emal is not a field of User; did you mean Manager.Manager.Email?
            Profile.Nme,   Profile.Nme is not a field of Profile; did you mean Profile.Name?
            """)
    void tellsAMisspeltFieldFromAHiddenOne(String path, String sentence) {
        description.take(USER);
        description.widen(List.of("Profile.Name"));
        description.take(object(field("Name")));

        assertThat(description.readable(path)).isFalse();
        assertThat(description.misspelt(path)).get().returns(sentence, Misspelt::sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Title",
                "mobilephone",
                "UserRole.Name",
                "UserPreferencesShowTitleToExternalUsers",
                "Emial__c",
                "Boss__r.Name",
                "Profile.Secret"
            })
    void takesAFieldThatMayBeHiddenForHidden(String path) {
        description.take(USER);
        description.widen(List.of("Profile.Name"));
        description.take(object(field("Name")));

        assertThat(description.readable(path)).isFalse();
        assertThat(description.misspelt(path)).isEmpty();
    }
}
