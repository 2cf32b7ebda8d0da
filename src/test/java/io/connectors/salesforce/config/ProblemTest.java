package io.connectors.salesforce.config;

import static io.connectors.salesforce.config.ConnectorFixture.MINIMAL;
import static io.connectors.salesforce.config.ConnectorFixture.minimalWith;
import static io.connectors.salesforce.config.ConnectorFixture.problems;
import static io.connectors.salesforce.config.ConnectorFixture.read;
import static io.connectors.salesforce.config.Severity.ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {
    private static final String ALIAS_BOMB = """
            a: &a [1,1,1,1,1,1,1,1,1,1]
            b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
            c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
            d: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
            """;

    /** A line of the minimal file, what stands there instead, and the one problem expected. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    name: Acme |  | ERROR | 1 | name | is missing. It is required. Add it
                    name: Acme | name: | ERROR | 1 | name | has no value. Allowed: a text
                    name: Acme | name: '' | ERROR | 1 | name | is empty. Allowed: a text
                    name: Acme | name: [a] | ERROR | 1 | name | A list does not fit. Allowed: a text
                    name: Acme | name: a⏎name: b | ERROR | 2 | name | is written twice, first in line 1. Keep one.
                    name: Acme | name: !!binary abc | ERROR | 1 | name | carries a YAML tag
                    name: Acme | name: !a b | ERROR | 1 | name | carries a YAML tag
                    name: Acme | name: {{env:WORD}} | ERROR | 1 | name | A placeholder needs quotes
                    name: Acme | name: '{{env:NOPE}}' | ERROR | 1 | name | {{env:NOPE}} has no value. Set the environment variable NOPE.
                    name: Acme | name: '{{a.b}}' | ERROR | 1 | name | of an unknown kind. Allowed: {{env:NAME}} and {{file:PATH}}.
                    name: Acme | name: '{{a' | ERROR | 1 | name | contains {{ without }}. Allowed: {{env:NAME}} and {{file:PATH}}.
                    name: Acme | nam: a⏎name: b | ERROR | 1 | nam | is not a key of a connector. Did you mean name?
                    name: Acme | batchSize: 3⏎name: b | ERROR | 1 | batchSize | It belongs below platform.
                    name: Acme | name: b⏎active: yes | ERROR | 2 | active | "yes" does not fit. Allowed: true or false.
                    name: Acme | name: b⏎userStatus: [] | ERROR | 2 | userStatus | is empty. Allowed: a list
                    name: Acme | name: b⏎userStatus: active | ERROR | 2 | userStatus | such as [active].
                    name: Acme | name: b⏎userStatus:⏎- active⏎- Inactiv | ERROR | 4 | userStatus[1] | "Inactiv" does not fit. Allowed: active, inactive. Did you mean inactive?
                    name: Acme | name: b⏎userStatus: [active, active] | ERROR | 2 | userStatus | without repetitions
                    name: Acme | name: b⏎frozenUsers: maybe | ERROR | 2 | frozenUsers | Allowed: include, exclude, only.
                    name: Acme | name: b⏎userTypes: [St4] | ERROR | 2 | userTypes[0] | letters only, such as Standard.
                    name: Acme | name: b⏎where: a = 1) OR (b = 2 | ERROR | 2 | where | closes a parenthesis
                    name: Acme | name: b⏎where: ' ' | ERROR | 2 | where | Remove the key
                    name: Acme | name: b⏎mapping: ../users.csv | ERROR | 2 | mapping | without a path
                    name: Acme | name: b⏎mapping: users.txt | ERROR | 2 | mapping | such as users.csv.
                    name: Acme | name: b⏎safeguards: {deletions: 101%} | ERROR | 2 | safeguards.deletions | "101%" does not fit. Write a share from 0% to 100%, a count, or off.
                    name: Acme | name: b⏎safeguards: {minimumUsers: -1} | ERROR | 2 | safeguards.minimumUsers | Allowed: a whole number from 0
                    name: Acme | name: b⏎safeguards: {notVisibleRuns: 0} | ERROR | 2 | safeguards.notVisibleRuns | Allowed: a whole number from 1
                    url: https://acme.my.salesforce.com | url: http://acme.my.salesforce.com | ERROR | 3 | salesforce.url | "http://acme.my.salesforce.com" would carry secrets in clear.
                    url: https://acme.my.salesforce.com | url: https://acme.lightning.force.com | WARNING | 3 | salesforce.url | is the browser's address
                    consumerKey: key |  | ERROR | 2 | salesforce.consumerKey | is missing. It is required.
                    consumerKey: key | consumerKey: key⏎  authentication: pasword | ERROR | 5 | salesforce.authentication | Did you mean password?
                    consumerKey: key | consumerKey: key⏎  authentication: '{{env:NOPE}}' | ERROR | 5 | salesforce.authentication | has no value
                    consumerKey: key | consumerKey: key⏎  apiVersion: v60 | ERROR | 5 | salesforce.apiVersion | "v60" does not fit. Write a version from 41.0 on
                    consumerKey: key | consumerKey: key⏎  apiVersion: 30.0 | ERROR | 5 | salesforce.apiVersion | from 41.0 on
                    consumerKey: key | consumerKey: key⏎  read: bulk | ERROR | 5 | salesforce.read | Write auto or rest (bulk is not available in this version).
                    consumerKey: key | consumerKey: key⏎  privateKey: a.pem | WARNING | 5 | salesforce.privateKey | is not used with authentication: password
                    username: sync@acme.com |  | ERROR | 2 | salesforce.username | authentication: password needs it
                    password: "{{env:PASSWORD}}" | password: clear-word | WARNING | 7 | salesforce.password | is a secret written in clear
                    password: "{{env:PASSWORD}}" | password: '{{env:EMPTY}}' | ERROR | 7 | salesforce.password | is empty.
                    repeats: manual | repeats: dayly | ERROR | 9 | schedule.repeats | Did you mean daily?
                    repeats: manual | repeats: 0 2 * * * | ERROR | 9 | schedule.repeats | six or seven fields
                    repeats: manual | repeats: 0 0 25 * * ? | ERROR | 9 | schedule.repeats | Hour values must be between 0 and 23
                    repeats: manual | repeats: every 25h | ERROR | 9 | schedule.repeats | every 1h to every 24h
                    repeats: manual | repeats: every 0m | ERROR | 9 | schedule.repeats | every 1m to every 1440m
                    repeats: manual | repeats: 0 0 2 1 1 ? 2020 | WARNING | 9 | schedule.repeats | never fires
                    repeats: manual | repeats: '* * * * * ?' | WARNING | 9 | schedule.repeats | fires more than once a minute
                    repeats: manual | repeats: weekly | ERROR | 8 | schedule.days | repeats: weekly needs it
                    repeats: manual | repeats: weekly⏎  days: [Sat] | ERROR | 10 | schedule.days[0] | Did you mean SAT?
                    repeats: manual | repeats: monthly | ERROR | 8 | schedule.dayOfMonth | repeats: monthly needs it
                    repeats: manual | repeats: monthly⏎  dayOfMonth: 32 | ERROR | 10 | schedule.dayOfMonth | "32" does not fit. Allowed: a whole number from 1 to 31.
                    repeats: manual | repeats: daily⏎  dayOfMonth: 3 | WARNING | 10 | schedule.dayOfMonth | is not used with repeats: daily
                    repeats: manual | repeats: daily⏎  startTime: 2:00 | ERROR | 10 | schedule.startTime | two digits each, such as "02:00"
                    repeats: manual | repeats: daily⏎  startTime: 120 | ERROR | 10 | schedule.startTime | such as "02:00"
                    repeats: manual | repeats: daily⏎  startTime: '24:00' | ERROR | 10 | schedule.startTime | 24-hour clock
                    repeats: manual | repeats: daily⏎  timeZone: Europe/Berln | ERROR | 10 | schedule.timeZone | Did you mean Europe/Berlin?
                    repeats: manual | repeats: daily⏎  timeZone: +02:00 | ERROR | 10 | schedule.timeZone | Write an IANA name
                    type: rest | type: Rest | ERROR | 11 | platform.type | lower-case letters
                    type: rest | type: rest⏎  removal: delete | WARNING | 12 | platform.removal | is not used with type: rest
                    type: rest | type: rest⏎  batchsize: 3 | WARNING | 12 | platform.batchsize | Did you mean batchSize?
                    type: rest | type: rest⏎  batchSize: 10001 | ERROR | 12 | platform.batchSize | from 1 to 10000
                    type: rest | type: rest⏎  apiPassword: abc | WARNING | 12 | platform.apiPassword | is a secret written in clear
                    type: rest | type: rest⏎  oauth2: {tokenUrl: 'https://a.example', clientId: b, clientSecret: '{{env:WORD}}'} | ERROR | 12 | platform.oauth2 | stands beside token. Allowed: one of the two.
                    url: https://platform.example/api | url: http://platform.example | ERROR | 12 | platform.url | would carry secrets in clear
                    token: "{{env:TOKEN}}" |  | WARNING | 10 | platform.token | without authorisation
                    token: "{{env:TOKEN}}" | oauth2: {tokenUrl: 'https://a.example', clientId: b} | ERROR | 13 | platform.oauth2.clientSecret | is missing
                    token: "{{env:TOKEN}}" | oauth2: {tokenUrl: 'http://a.example', clientId: b, clientSecret: '{{env:WORD}}'} | ERROR | 13 | platform.oauth2.tokenUrl | would carry secrets in clear
                    """)
    void namesLineKeyAndRemedy(String line, String instead, Severity severity, int at, String key, String words) {
        String file = minimalWith(line, instead == null ? "" : instead.replace("⏎", "\n"));

        assertThat(problems(file)).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(severity);
            assertThat(problem.file()).isEqualTo("acme.yaml");
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.line()).isEqualTo(at);
            assertThat(problem.message()).contains(words);
        });
        assertThat(read(file).invalid("acme")).isEqualTo(severity == ERROR);
    }

    static Stream<Arguments> wrongSyntax() {
        return Stream.of(
                arguments("", 1, "holds no keys"),
                arguments("# nothing yet\n", 1, "holds no keys"),
                arguments("- a\n", 1, "holds no keys"),
                arguments("a:\n\tb: 1\n", 2, "a tab stands here. Indent with spaces."),
                arguments("a: 1\nb: 'x\n", 3, "begun in line 2"),
                arguments("a: 1\nb: c: d\n", 2, "a colon where none may be"),
                arguments("a: 1\nb: @c\n", 2, "Put it in quotes"),
                arguments("a: 1\nb: *c\n", 2, "Put it in quotes"),
                arguments("a: 1\n---\nb: 2\n", 2, "Keep one connector to a file"),
                arguments("a: 1\nb: \u0007\n", 2, "control character"),
                arguments(ALIAS_BOMB, 1, "Remove the aliases"),
                arguments("a: &a [*a]\n", 1, "Remove the aliases"),
                arguments("a: " + "[".repeat(100_000), 1, "Nested too deeply"));
    }

    @ParameterizedTest
    @MethodSource("wrongSyntax")
    void namesTheLineOfWrongYaml(String file, int line, String words) {
        assertThat(problems(file)).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(ERROR);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(words);
        });
        assertThat(read(file).invalid("acme")).isTrue();
    }

    @Test
    void limitsTheLengthOfTheFilter() {
        assertThat(problems(minimalWith("name: Acme", "name: Acme\nwhere: " + "x".repeat(4000))))
                .isEmpty();
        assertThat(problems(minimalWith("name: Acme", "name: Acme\nwhere: " + "x".repeat(4001))))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).hasSizeLessThan(250).contains("at most 4000"));
    }

    @Test
    void listsEveryProblemOfAFileAtOnce() {
        String file = MINIMAL.replace("name: Acme", "nme: Acme\nnme: Acme")
                .replace("https://acme.my", "http://acme.my")
                .replace("manual", "nightly")
                .replace("type: rest", "type: REST");

        assertThat(problems(file))
                .extracting(problem -> problem.line() + " " + problem.key())
                .containsExactly(
                        "1 name", "1 nme", "2 nme", "4 salesforce.url", "10 schedule.repeats", "12 platform.type");
    }

    @Test
    void listsNoMoreThanAPersonCanRead() {
        String words = IntStream.range(0, 30_000).mapToObj(i -> "w" + i).collect(Collectors.joining(", "));
        List<Problem> problems = problems("a: { " + words + " }\n");

        assertThat(problems).hasSize(51).allMatch(problem -> problem.severity() == ERROR);
        assertThat(problems.get(50).message()).matches("There are \\d+ more problems.*");
        assertThat(read("a: { " + words + " }\n").invalid("acme")).isTrue();
    }

    @Test
    void readsAsEditorsAndTerminalsLinkIt() {
        assertThat(problems(minimalWith("name: Acme", "name: Acme\nactive: on")))
                .singleElement()
                .hasToString("acme.yaml:2: error: active: \"on\" does not fit. Allowed: true or false.");
    }
}
