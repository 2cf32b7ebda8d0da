package io.connectors.salesforce.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
    private static final String HEADER = "Target attribute,Source attribute,Transform,Required,Description\n";

    private static Mapped map(String rows, Object... values) {
        Mapping mapping = Mapping.read("test.csv", HEADER + rows);
        return mapping.mapper(new HashSet<>(mapping.sources())).map(values);
    }

    private static String json(String rows, Object... values) {
        return ((Document) map(rows, values)).json();
    }

    private static List<Problem> problems(String text) {
        return catchThrowableOfType(MappingException.class, () -> Mapping.read("test.csv", text))
                .problems();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a|b)*c", "^((\\w|\\s|-|,)*)$", "([^\\s]|\\s)*?z", "(?:[^,]|,(?! ))*;", "(.|\\n)*x"})
    void rejectAUserWhoseTextIsTooMuchForARegularExpression(String regex) {
        String row = "a,F,\"replace(\"\"" + regex + "\"\",x)\",no,\n";
        for (int size : new int[] {1_000, 20_000, 65_536}) {
            Mapped mapped = map(row, "ab".repeat(size) + "!");

            assertThat(mapped instanceof Document || ((Rejection) mapped).code().equals("replace"))
                    .as("%s characters: %s", 2 * size, mapped)
                    .isTrue();
            assertThat(size > 1_000 && mapped instanceof Document).isFalse();
        }
        assertThat(map(row, "short")).isInstanceOf(Document.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            trim;                                         ~  a b ~;                   "a b"
            lowercase;                                    ADA;                        "ada"
            uppercase;                                    straße;                     "STRASSE"
            lookup(true=Active,false=Inactive);           true;                       "Active"
            lookup(true=Active,false=Inactive);           maybe;                      "maybe"
            lookup(true=Active, false=Inactive);          false;                      "Inactive"
            replace(a, b);                                aha;                        "bhb"
            ~"lookup(""a,b""=c)"~;                        ~a,b~;                      "c"
            default(x);                                   ~   ~;                      "x"
            constant(x);                                  a;                          "x"
            date;                                         2026-05-20T20:49:32.000+0000; "2026-05-20T20:49:32.000Z"
            date;                                         2026-05-20T20:49:32Z;       "2026-05-20T20:49:32.000Z"
            date;                                         2026-05-20T22:49:32+02:00;  "2026-05-20T20:49:32.000Z"
            date;                                         2026-05-20;                 "2026-05-20T00:00:00.000Z"
            boolean;                                      TRUE;                       true
            ~"replace([^0-9+],)"~;                        +44 20-79;                  "+442079"
            ~"replace(""(a)(b)"",$2$1)"~;                 ab;                         "ba"
            truncate(2);                                  abc;                        "ab"
            truncate(2);                                  a😀;                        "a"
            trim | lowercase|truncate(3);                 ~ ABCD~;                    "abc"
            """)
    void transforms(String transform, String value, String expected) {
        String row =
                "a,F," + (transform.contains(",") && !transform.startsWith("\"") ? '"' + transform + '"' : transform);
        assertThat(json(row + ",no,", value)).isEqualTo("{\"a\":" + expected + "}");
    }

    @Test
    void joinLeavesEmptyPartsOut() {
        assertThat(json("a,X Y Z,\"join(\"\" \"\")\",no,", "Ada", " ", "Lovelace"))
                .isEqualTo("{\"a\":\"Ada Lovelace\"}");
        assertThat(json("a,X Y,\"join(\"\" \"\")\",no,", null, "")).isEqualTo("{\"a\":null}");
    }

    @Test
    void firstTakesTheFirstThatIsNotEmpty() {
        assertThat(json("a,X Y,first,no,", " ", "b")).isEqualTo("{\"a\":\"b\"}");
    }

    @Test
    void jsonTypesPassWithoutATransform() {
        assertThat(json("a,X,,no,\nb,Y,,no,", true, new java.math.BigDecimal("1.50")))
                .isEqualTo("{\"a\":true,\"b\":1.50}");
    }

    @Test
    void anEmptyValueIsSentAsNull() {
        assertThat(json("a,X,,no,", "  ")).isEqualTo("{\"a\":null}");
    }

    @Test
    void anUnreadableFieldIsLeftOutAndNeverNulled() {
        Mapping mapping = Mapping.read("test.csv", HEADER + "a,X,,no,\nb,Y,,no,\nc,X Y,first,no,");
        Mapper mapper = mapping.mapper(Set.of("X"));
        assertThat(mapper.sources()).containsExactly("X");
        assertThat(mapper.leftOut()).containsExactly("b", "c");
        assertThat(((Document) mapper.map(new Object[] {"1"})).json()).isEqualTo("{\"a\":\"1\"}");
    }

    @Test
    void nestsDottedAndScimPaths() {
        String rows = """
                name.givenName,A,,no,
                "emails[type eq ""work""].value",B,,no,
                "emails[type eq ""work""].primary",,constant(true) | boolean,no,
                "emails[type eq ""home""].value",C,,no,
                urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department,D,,no,
                """;
        assertThat(json(rows, "Ada", "w", "h", "d"))
                .isEqualTo(
                        "{\"emails\":[{\"type\":\"home\",\"value\":\"h\"},{\"primary\":true,\"type\":\"work\",\"value\":\"w\"}],"
                                + "\"name\":{\"givenName\":\"Ada\"},"
                                + "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":{\"department\":\"d\"}}");
    }

    @Test
    void theOrderOfRowsDoesNotChangeTheDocument() {
        Document one = (Document) map("a.b,X,,no,\na.a,Y,,no,", "x", "y");
        Document other = (Document) map("a.a,Y,,no,\na.b,X,,no,", "y", "x");
        assertThat(one.json()).isEqualTo(other.json());
        assertThat(one.fingerprint()).isEqualTo(other.fingerprint()).hasSize(16);
    }

    @Test
    void aDescriptionDoesNotChangeTheVersion() {
        String version = Mapping.read("a.csv", HEADER + "a,X,,no,one").version();
        assertThat(Mapping.read("a.csv", HEADER + "a,X,,no,two").version()).isEqualTo(version);
        assertThat(Mapping.read("a.csv", HEADER + "a,X,trim,no,one").version()).isNotEqualTo(version);
    }

    @Test
    void everyCharacterSurvives() throws Exception {
        String text = "\u0000\u001b\"\\\n\r\té漢😀\ud800\u202e\ufeff";
        String json = json("a,X,,no,", text);
        assertThat(json).isASCII();
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(json)
                        .path("a")
                        .textValue())
                .isEqualTo(text);
    }

    @Test
    void rejectsAUserWithoutARequiredValueAndQuotesNoData() {
        Rejection rejection = (Rejection) map("User.Email,Email Username,first|trim,yes,", " ", null);
        assertThat(rejection.attribute()).isEqualTo("User.Email");
        assertThat(rejection.code()).isEqualTo("required");
        assertThat(rejection.message()).contains("Email, Username");
    }

    @ParameterizedTest
    @CsvSource({"date,soon", "boolean,perhaps", "'replace((.*a){12}b,x)',aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"
    })
    void rejectsAUserWhoseValueCannotBeConverted(String transform, String value) {
        Rejection rejection = (Rejection) map("a,X,\"" + transform + "\",no,", value);
        assertThat(rejection.code()).isEqualTo(transform.replaceAll("\\(.*", ""));
        assertThat(rejection.message()).doesNotContain(value);
    }

    @Test
    void reportsEveryProblemAtOnceWithItsLineAndColumn() {
        assertThat(problems(HEADER
                        + "a..b,X,,no,\n"
                        + "b,Id FROM Account--,,no,\n"
                        + "c,X,shout,no,\n"
                        + "d,X Y,trim,no,\n"
                        + "e,,,no,\n"
                        + "f,X,,maybe,\n"
                        + "g,X,\"replace([,x)\",no,\n"
                        + "g,X,,no,\n"
                        + "g.h,X,,no,\n"
                        + "i,X,truncate(0),no,\n"
                        + "j,X\n"))
                .extracting(Problem::line, Problem::column)
                .containsExactly(
                        tuple(2, "Target attribute"),
                        tuple(3, "Source attribute"),
                        tuple(3, "Transform"),
                        tuple(4, "Transform"),
                        tuple(5, "Transform"),
                        tuple(6, "Transform"),
                        tuple(7, "Required"),
                        tuple(8, "Transform"),
                        tuple(9, "Target attribute"),
                        tuple(10, "Target attribute"),
                        tuple(11, "Transform"),
                        tuple(12, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Id FROM Account--",
                "(SELECT Id FROM Contacts)",
                "Name'",
                "Name/*",
                "COUNT(Id)",
                "Name;",
                "Name%20FROM",
                "{!Name}",
                "Nam\u0435-",
                "Profile..Name",
                "Name\nFROM",
            })
    void takesNoSoqlForASource(String source) {
        assertThat(problems(HEADER + "a,\"" + source + "\",join(x),no,\n"))
                .filteredOn(problem -> problem.column().equals("Source attribute"))
                .allSatisfy(problem ->
                        assertThat(problem.message()).contains("is no Salesforce field; allowed are names such as"))
                .isNotEmpty();
    }

    @Test
    void wantsExactlyTheHeader() {
        assertThat(problems("Target,Source\na,b\n"))
                .first()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("Target attribute,Source attribute,Transform,Required,Description"));
        assertThatThrownBy(() -> Mapping.read("empty.csv", "")).isInstanceOf(MappingException.class);
    }

    @Test
    void keepsTheFilesOwnText() {
        String text = "\uFEFF" + HEADER + "a,X,,no,\"=1+1, as \"\"typed\"\"\"\r\n";
        assertThat(Mapping.read("test.csv", text).csv()).isEqualTo(text);
    }

    @Test
    void takesSpellingsOfOneFieldForOne() {
        assertThat(Mapping.read("m.csv", HEADER + "User.A,Email,,no,\nUser.B,email,,no,\n")
                        .sources())
                .containsExactly("Email");
        assertThat(json("User.A,Email,,no,\nUser.B,email,,no,\n", "x"))
                .isEqualTo("{\"User\":{\"A\":\"x\",\"B\":\"x\"}}");
    }
}
