package io.connectors.salesforce.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    private static final String ODD = "p+/ä\"\\<&' %41x=Z~9ö€";

    static Stream<String> secrets() {
        return Stream.of(
                "plat-0987654321", "xy12", ODD, "https://a.example/?q=a b&c=\"1\"", "\uD83D\uDE00key\uD83D\uDE00");
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void hidesASecretInEveryEncoding(String secret) {
        Mask mask = Mask.unknown().and(List.of(secret));

        for (String form : forms(secret)) {
            String text = "403: <" + form + "> is not allowed";
            assertThat(mask.hide(text)).as(text).isEqualTo("403: <******> is not allowed");
        }
    }

    private static List<String> forms(String secret) {
        List<String> forms = new ArrayList<>(List.of(secret));
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(form);
        forms.add(lowerHex(form));
        forms.add(form.replace("+", "%20"));
        forms.add(all(secret.getBytes(StandardCharsets.UTF_8), "%%%02x"));
        String json = json(secret);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(json(json));
        forms.add(each(secret, "\\u%04x"));
        forms.add(each(secret, "\\u%04X"));
        forms.add(points(secret, "&#%d;"));
        forms.add(points(secret, "&#x%x;"));
        forms.add(points(secret, "&#X%04X;"));
        String html = secret.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;")
                .replace("<", "&lt;")
                .replace("/", "&sol;")
                .replace("ä", "&auml;")
                .replace("ö", "&ouml;");
        forms.add(html);
        forms.add(json(html));
        forms.add(URLEncoder.encode(json, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(form, StandardCharsets.UTF_8));
        for (String prefix : List.of("", "1", "12", "user:", "a longer user:")) {
            for (String inside : List.of(secret, form, json)) {
                byte[] bytes =
                        (prefix + inside + (prefix.isEmpty() ? "" : " and more")).getBytes(StandardCharsets.UTF_8);
                String base64 = Base64.getEncoder().encodeToString(bytes);
                forms.add(base64);
                forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
                forms.add(URLEncoder.encode(base64, StandardCharsets.UTF_8));
            }
        }
        String lines = Base64.getMimeEncoder(8, "\r\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        forms.addAll(List.of(lines, json(lines), lines.replace("\r\n", " ")));
        return forms;
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String lowerHex(String form) {
        StringBuilder lower = new StringBuilder(form);
        for (int at = form.indexOf('%'); at >= 0; at = form.indexOf('%', at + 1)) {
            lower.replace(at, at + 3, form.substring(at, at + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }

    private static String all(byte[] bytes, String format) {
        StringBuilder all = new StringBuilder();
        for (byte each : bytes) {
            all.append(format.formatted(each));
        }
        return all.toString();
    }

    private static String each(String text, String format) {
        return text.chars().mapToObj(format::formatted).collect(Collectors.joining());
    }

    private static String points(String text, String format) {
        return text.codePoints().mapToObj(format::formatted).collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            token Bearer SECRETMARK-plattoken is wrong | token Bearer ****** is wrong
            {"Authorization":"Bearer abc.def"}         | {"Authorization":"Bearer ******"}
            Authorization: Splunk 1234-abc             | Authorization: Splunk ******
            authorization%3A%20Basic%20dXNlcjpwYXNz    | authorization%3A%20Basic%20******
            session 00D000000000001!AQ.x_y is expired  | session ****** is expired
            sid=00D000000000001EAA%21AQ.x_yz           | sid=******
            eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl is old  | ****** is old
            grant_type=x&client_secret=Ab1&x=y         | grant_type=x&client_secret=******&x=y
            {"access_token": "Ab1", "x": 1}            | {"access_token": "******", "x": 1}
            The Bearer token is missing.               | The Bearer token is missing.
            Bearer realm="x", error="invalid_token"    | Bearer realm="x", error="invalid_token"
            Basic authentication is off                | Basic authentication is off
            user 005xx0000012345AAA of ada@a.example   | user 005xx0000012345AAA of ada@a.example
            """)
    void hidesWhatLooksLikeAToken(String text, String hidden) {
        assertThat(Mask.unknown().hide(text)).isEqualTo(hidden);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@victim.example",
                "ada.o'lovelace+x@sub.victim.example",
                "ada%40victim.example",
                "ada&#64;victim.example",
                "ada\\u0040victim.example",
                "ädå@victim.example",
                "\"ada l\"@victim.example"
            })
    void hidesAddressesOfPeopleOnlyWhereThatIsAsked(String address) {
        assertThat(Mask.unknown().hideAll("No (" + address + ") here")).isEqualTo("No (******) here");
        assertThat(Mask.unknown().hide("No (" + address + ") here")).contains(address);
    }

    @Test
    void hidesAVeryShortSecretWhereItStandsAlone() {
        Mask mask = Mask.unknown().and(List.of("ab", "", "7"));

        assertThat(mask.hide("about ab: 'ab', 70 of 7, token=ab"))
                .isEqualTo("about ******: '******', 70 of ******, token=******");
    }

    @Test
    void hidesWhatIsLeftOfASecretWhereATextWasCutOff() {
        Mask mask = Mask.unknown().and(List.of("plattoken-0987654321"));

        assertThat(mask.hide("refused: plattoken-098…")).isEqualTo("refused: ******…");
        assertThat(mask.hide("refused: plattoken-098")).isEqualTo("refused: ******");
        assertThat(mask.hide("refused: plattoken\\u002d09\\u003"))
                .startsWith("refused: ******")
                .doesNotContain("09");
        assertThat(mask.hide("x".repeat(9_990) + "plattoken-0987654321")).endsWith("x******…");
    }

    @Test
    void leavesWhatIsNoSecretAsItIs() {
        Mask mask = Mask.unknown().and(List.of("plattoken-0987654321"));
        for (String text : List.of("", "The platform answered 403: 100% of A&B \\ C", "Zoë & 名前 … %zz &nope; \\q")) {
            assertThat(mask.hideAll(text)).isEqualTo(text);
        }
        assertThat(mask.hide(null)).isNull();
        assertThat(mask).hasToString("1 secrets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%25252541+\\\\\\\\\"&amp;amp;amp;#x26;\n",
                "a.",
                "a@",
                "Bearer ",
                "eyJ",
                "authorization:",
                "00D",
                "\\",
                "&#",
                "AAAA\n",
                "+%2B"
            })
    void takesBoundedTimeHoweverATextIsWritten(String hostile) {
        Mask mask = Mask.unknown().and(secrets().toList());
        String text = hostile.repeat(1_000_000 / hostile.length());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadCpuTime();
        String hidden = mask.hideAll(text);

        assertThat(hidden).hasSizeLessThan(60_000);
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void knowsEverySecretOfAConnector(@TempDir Path folder) throws IOException {
        Path key = folder.resolve("key.pem");
        Files.writeString(
                key, "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEFAASC\n-----END PRIVATE KEY-----\n");
        String file = ConnectorFixture.MINIMAL
                .replace("consumerKey: key", "consumerKey: key\n  securityToken: own-security\n  privateKey: " + key)
                .replace("token: \"{{env:TOKEN}}\"", """
                        oauth2: {tokenUrl: "https://a.example", clientId: client, clientSecret: own-client}
                          headers: {X-Api-Key: own-option, Authorization: Basic own-basic}
                          queue: "to {{env:KEY}} and {{env:WORD}}"
                        """);
        Mask mask = Mask.of(ConnectorFixture.valid(file)).and(List.of("bearer-of-now"));

        for (String secret : List.of(
                "hidden-secret",
                "hidden-password",
                "own-security",
                "hidden-passwordown-security",
                "MIIEvQIBADANBgkqhkiG9w0B",
                "own-client",
                "own-option",
                "own-basic",
                "hidden-key",
                "hidden-word",
                "bearer-of-now")) {
            assertThat(mask.hide("x " + secret + " y")).isEqualTo("x ****** y");
        }
        assertThat(mask.hide("Acme, https://platform.example/api, key, rest, client"))
                .isEqualTo("Acme, https://platform.example/api, key, rest, client");
    }
}
