package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {
    private static final String ID = "\"Id\":\"0055g00000AbCdEAAV\"";

    private static Page read(String json, String... columns) {
        return new PageReader(List.of(columns)).read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String page(String... records) {
        return "{\"totalSize\":" + records.length + ",\"done\":true,\"records\":[" + String.join(",", records) + "]}";
    }

    private static List<Object> values(String record, String... columns) {
        return Arrays.asList(read(page(record), columns).users().get(0).values());
    }

    @Test
    void readsAWholePage() {
        Page page = read(
                "{\"totalSize\":4000,\"done\":false,\"nextRecordsUrl\":\"/services/data/v60.0/query/0r8-2000\",\"records\":[{"
                        + ID + "}]}");

        assertThat(page.total()).isEqualTo(4000);
        assertThat(page.done()).isFalse();
        assertThat(page.next()).isEqualTo("/services/data/v60.0/query/0r8-2000");
        assertThat(page.users()).extracting(user -> user.id()).containsExactly("0055g00000AbCdEAAV");
    }

    @Test
    void readsAPageInWhichMembersComeInAnotherOrderAndOthersBesides() {
        Page page = read("{\"records\":[],\"new\":{\"a\":[1]},\"nextRecordsUrl\":null,\"done\":true,\"totalSize\":0}");

        assertThat(page.users()).isEmpty();
        assertThat(page.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 40, 60, 80})
    void refusesAPageThatIsCutOffAnywhere(int missing) {
        String whole = page("{" + ID + ",\"Profile\":{\"Name\":\"Standard User\"},\"Title\":\"Engineer\"}");

        assertThatThrownBy(() -> read(whole.substring(0, whole.length() - missing), "Title"))
                .isInstanceOf(OrgFailure.class)
                .hasMessageContaining("not complete")
                .hasMessageContaining("nobody is removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "]", ",", "x", "\"records\""})
    void refusesWhatComesAfterThePage(String more) {
        assertThatThrownBy(() -> read(page("{" + ID + "}") + more)).isInstanceOf(OrgFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"totalSize\":\"1\",\"done\":true,\"records\":[]}",
                "{\"totalSize\":-1,\"done\":true,\"records\":[]}",
                "{\"totalSize\":0,\"done\":\"true\",\"records\":[]}",
                "{\"totalSize\":0,\"done\":null,\"records\":[]}",
                "{\"totalSize\":0,\"done\":true,\"records\":null}",
                "{\"totalSize\":0,\"done\":true,\"records\":{}}",
                "{\"totalSize\":0,\"done\":true,\"records\":[null]}",
                "{\"totalSize\":0,\"done\":true,\"records\":[[]]}",
                "{\"totalSize\":0,\"done\":true,\"records\":[1]}"
            })
    void guessesNothingAboutAPageOfAnotherShape(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(OrgFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Id\":null}",
                "{\"Id\":5}",
                "{\"Id\":{}}",
                "{\"Id\":\"x\"}",
                "{\"Profile\":{\"Id\":\"x\"}}"
            })
    void refusesARecordWithoutAnId(String record) {
        assertThatThrownBy(() -> read(page(record), "Profile.Name")).isInstanceOf(OrgFailure.class);
    }

    @Test
    void takesTheUserOfALoginForItsId() {
        String login = "{\"attributes\":{\"type\":\"UserLogin\"},\"UserId\":\"0055g00000AbCdE\"}";

        assertThat(read(page(login)).users()).extracting(user -> user.id()).containsExactly("0055g00000AbCdEAAV");
    }

    @Test
    void findsTheValuesOfNestedParents() {
        String record = "{" + ID + ",\"Profile\":{\"attributes\":{\"type\":\"Profile\"},\"Id\":\"00e5g000000AbCdAAK\","
                + "\"Name\":\"P\",\"UserLicense\":{\"Name\":\"L\"}}}";

        assertThat(values(record, "Profile.UserLicense.Name", "Profile.Name")).containsExactly("L", "P");
    }

    @Test
    void takesAParentsIdNeitherForTheUsersNorForNothing() {
        String record = "{\"Manager\":{\"Id\":\"0055g00000ZZZZZAAA\"}," + ID + "}";

        Page page = read(page(record), "Manager.Id");

        assertThat(page.users().get(0).id()).isEqualTo("0055g00000AbCdEAAV");
        assertThat(page.users().get(0).values()).containsExactly("0055g00000ZZZZZAAA");
    }

    @Test
    void leavesNullWhereAValueOrAParentIsNullOrAbsent() {
        String record = "{" + ID + ",\"Title\":null,\"Manager\":null,\"Profile\":{\"Name\":null}}";

        assertThat(values(record, "Title", "Manager.Username", "Profile.Name", "Department"))
                .containsOnlyNulls();
    }

    @Test
    void keepsTheTypesOfJson() {
        String record = "{" + ID + ",\"Text\":\"a\",\"Flag\":false,\"Whole\":7,\"Part\":1.50,\"Tags\":[\"x\"],"
                + "\"Address\":{\"city\":\"Kiel\"}}";

        assertThat(values(record, "Text", "Flag", "Whole", "Part", "Tags", "Address"))
                .containsExactly("a", false, 7, new BigDecimal("1.50"), List.of("x"), Map.of("city", "Kiel"));
    }

    @Test
    void findsColumnsHoweverTheMappingSpellsThem() {
        String record = "{" + ID + ",\"FederationIdentifier\":\"f\",\"Profile\":{\"Name\":\"P\"}}";

        assertThat(values(record, "federationidentifier", "PROFILE.name")).containsExactly("f", "P");
    }

    @Test
    void givesEachRecordValuesOfItsOwn() {
        Page page = read(page("{" + ID + ",\"Title\":\"A\"}", "{\"Id\":\"0055g00000AbCdFAAV\"}"), "Title");

        assertThat(page.users()).extracting(user -> user.values()[0]).containsExactly("A", null);
    }

    @Test
    void refusesDeepNesting() {
        String deep = "[".repeat(1000) + "]".repeat(1000);

        assertThatThrownBy(() -> read(page("{" + ID + ",\"Title\":" + deep + "}"), "Title"))
                .isInstanceOf(OrgFailure.class);
        assertThatThrownBy(() -> read(page("{" + ID + ",\"Skipped\":" + deep + "}"), "Title"))
                .isInstanceOf(OrgFailure.class);
    }

    @Test
    void refusesLongStrings() {
        String within = "x".repeat(100_000);

        assertThat(values("{" + ID + ",\"Title\":\"" + within + "\"}", "Title")).containsExactly(within);
        assertThatThrownBy(() -> values("{" + ID + ",\"Title\":\"" + "x".repeat((1 << 20) + 1) + "\"}", "Title"))
                .isInstanceOf(OrgFailure.class);
    }
}
