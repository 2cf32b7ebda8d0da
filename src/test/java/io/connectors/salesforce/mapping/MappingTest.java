package io.connectors.salesforce.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
    private static final String HEADER = "Target attribute,Source attribute,Transform,Required,Description\n";

    @TempDir
    private Path folder;

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
                        assertThat(problem.message()).contains("is not a Salesforce field; allowed are names such as"))
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

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            trim;                       5.0;                     "5"
            trim;                       1.2345678E7;             "12345678"
            trim;                       12345678901234567890;    "12345678901234567890"
            trim;                       1234567890123456789.0;   "1234567890123456789"
            trim;                       -0.0;                    "0"
            trim;                       -3.00;                   "-3"
            trim;                       0.10;                    "0.10"
            trim;                       1.5E-3;                  "0.0015"
            trim;                       100;                     "100"
            uppercase;                  2E1;                     "20"
            truncate(3);                12345.0;                 "123"
            ~replace(^,+)~;             49.0;                    "+49"
            ~lookup(5=Gold)~;           5.0;                     "Gold"
            ~lookup(5=Gold)~;           5;                       "Gold"
            ~lookup(5.0=Gold)~;         5.0;                     "Gold"
            ~lookup(5=Gold)~;           6.0;                     6.0
            first;                      5.0;                     5.0
            default(x);                 5.0;                     5.0
            ~join(-)~;                  5.0;                     "5"
            """)
    void theTextOfAWholeNumberHasNoFractionAndNoExponent(String transform, String number, String expected) {
        String row = "a,F,\"" + transform + "\",no,";
        assertThat(json(row, new BigDecimal(number))).isEqualTo("{\"a\":" + expected + "}");
    }

    @Test
    void takesWholeNumbersOfEveryKindAndNeverWritesAHugeOneOut() {
        assertThat(json("a,X Y Z,join(-),no,", 5, new BigInteger("12345678901234567890"), 7.0))
                .isEqualTo("{\"a\":\"5-12345678901234567890-7\"}");
        assertThat(json("a,X,trim,no,", new BigDecimal("1E400"))).isEqualTo("{\"a\":\"1" + "0".repeat(400) + "\"}");
        assertThat(((Rejection) map("a,X,trim,no,", new BigDecimal("1E999999999"))).code())
                .isEqualTo("number");
        assertThat(((Rejection) map("a,X,date,no,", new BigDecimal("5.0"))).code())
                .isEqualTo("date");
        assertThat(((Rejection) map("a,X,boolean,no,", new BigDecimal("1.0"))).code())
                .isEqualTo("boolean");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2003, 0x2007, 0x200A, 0x2028, 0x2029,
                0x202F, 0x205F, 0x3000
            })
    void whiteSpaceIsUnicodesEverywhere(int character) {
        String space = Character.toString(character);
        assertThat(json("a,X,trim,no,", space + "b" + space)).isEqualTo("{\"a\":\"b\"}");
        assertThat(json("a,X,,no,", space)).isEqualTo("{\"a\":null}");
        assertThat(json("a,X Y,first,no,", space, "b")).isEqualTo("{\"a\":\"b\"}");
        assertThat(json("a,X,default(b),no,", space + space)).isEqualTo("{\"a\":\"b\"}");
        assertThat(json("a,X Y,\"join(\"\"-\"\")\",no,", space, "b")).isEqualTo("{\"a\":\"b\"}");
        assertThat(json("a,X,boolean,no,", space + "true" + space)).isEqualTo("{\"a\":true}");
        assertThat(json("a,X,date,no,", "2026-05-20" + space)).contains("2026-05-20T");
        assertThat(json("a,,\"constant(\"\"" + space + "\"\")\",no,")).isEqualTo("{\"a\":null}");
        assertThat(map("a,X,,yes,", space)).isInstanceOf(Rejection.class);
        assertThat(json(
                        quoted(space + "a" + space) + "," + quoted(space + "X" + space) + ","
                                + quoted("trim" + space + "|" + space + "lowercase") + "," + quoted("no" + space) + ",",
                        "B"))
                .isEqualTo("{\"a\":\"b\"}");
    }

    private static String quoted(String cell) {
        return '"' + cell + '"';
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1C, 0x1F, 0x200B, 0x2060, 0xFEFF, 0x180E})
    void whatUnicodeDoesNotCallWhiteSpaceIsAValue(int character) {
        String text = Character.toString(character);
        assertThat(json("a,X,trim,no,", text)).isNotEqualTo("{\"a\":null}");
        assertThat(map("a,X,,yes,", text)).isInstanceOf(Document.class);
    }

    @Test
    void fieldsMayBeSeparatedByWhatAPagePastes() {
        assertThat(Mapping.read("m.csv", HEADER + "a,X\u00a0Y \u202f Z,first,no,")
                        .sources())
                .containsExactly("X", "Y", "Z");
    }

    @Test
    void ignoresWhatASpreadsheetLeaves() {
        String rows = "a,X,,no,one,,\n,,,,\n , ,\u00a0,\" \",\n\"\",,,,,,,,\n,\n\nb,Y,,no,,\n,,,,,\n";

        Mapping mapping = Mapping.read("m.csv", HEADER.strip() + ",, \n" + rows);

        assertThat(mapping.targets()).containsExactly("a", "b");
        assertThat(problems(HEADER + "a,X,,no,one,,two\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("7 columns instead of 5"));
    }

    @Test
    void saysWhatIsWrongWithTheWholeFile() throws Exception {
        assertThat(problems(HEADER)).singleElement().asString().contains("test.csv:1", "no row below it");
        assertThat(problems(HEADER + ",,,,\n")).singleElement().asString().contains("no row below it");
        assertThat(problems("")).singleElement().asString().contains("empty", "Target attribute,Source attribute");
        assertThat(problems(HEADER.replace(',', ';') + "a;X;;no;\n").get(0).message())
                .contains("semicolons", "with commas");
        assertThat(problems(HEADER.replace(',', '\t') + "a\tX\t\tno\t\n").get(0).message())
                .contains("tabs", "with commas");
        for (Charset wrong : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path file = Files.write(folder.resolve("m.csv"), (HEADER + "a,X,,no,").getBytes(wrong));
            assertThatThrownBy(() -> Mapping.read(file)).hasMessageContaining("is not UTF-8; save it as CSV UTF-8");
        }
        Path marked = Files.writeString(folder.resolve("m.csv"), "\uFEFF" + HEADER + "a,X,,no,");
        assertThat(Mapping.read(marked).targets()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "join(“ ”)",
                "join(“, ”)",
                "join(„-“)",
                "join( « » )",
                "default(‘none’)",
                "constant(″x″)",
                "constant(′x′)",
                "lookup(“a”=b)",
                "lookup(a=“b”)",
                "lookup(“a,b”=c)",
                "replace(“a”,b)",
                "first|trim|default(＂x＂)"
            })
    void refusesTypographicQuotesAroundAnArgument(String transform) {
        assertThat(problems(HEADER + "a,X Y,\"" + transform + "\",no,"))
                .filteredOn(problem -> problem.message().contains("typographic"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(2);
                    assertThat(problem.column()).isEqualTo("Transform");
                    assertThat(problem.message()).contains("Type straight ones");
                });
    }

    @Test
    void listsNoMoreProblemsThanAPersonCanRead() {
        String rows = "User.A,FirstName LastName,,no,\n".repeat(20_000);

        assertThatThrownBy(() -> Mapping.read("users.csv", HEADER + rows))
                .isInstanceOfSatisfying(MappingException.class, wrong -> {
                    assertThat(wrong.problems()).hasSize(51);
                    assertThat(wrong.problems().get(50).message()).startsWith("there are ");
                });
    }

    @Test
    void takesTypographicQuotesThatAreMeant() {
        assertThat(json("a,X,\"replace(’,')\",no,", "O’Neill")).isEqualTo("{\"a\":\"O'Neill\"}");
        assertThat(json("a,X,constant(’s-Hertogenbosch),no,", "")).contains("s-Hertogenbosch");
        assertThat(json("a,,\"constant(\"\"“x”\"\")\",no,")).isEqualTo("{\"a\":\"\\u201cx\\u201d\"}");
    }
}
