package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.contract.Receiver.Reply;
import io.connectors.salesforce.contract.Site.Ended;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Neither a user's name nor a platform's answer forges a line of the log. */
class LogIT {
    private static final String FORGED = "x\n2026-01-01T00:00:00 ERROR forged: line\r\n";

    @Test
    void holdsNoLineThatAUserOrAPlatformWrote() throws Exception {
        try (Site site = new Site();
                Receiver platform = new Receiver(
                        call -> Reply.of(403, FORGED.replace("\n", "\\n").replace("\r", "\\r")))) {
            Connector acme = site.connector("acme", 5, "platform.url: " + platform.url());
            acme.edit(0, 5, Map.of("LastName", FORGED, "Username", FORGED));

            Ended ended = site.command("run", "acme");

            assertThat(ended.exit()).as(ended.text()).isEqualTo(1);
            assertThat(ended.err().lines())
                    .as("log")
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("ERROR forged") && !line.contains("answered 403"));
            assertThat(ended.text().lines()).as("all output").noneMatch(line -> line.startsWith("2026-01-01"));
        }
    }

    /** Every user is refused with the token in another form; then everything is. */
    @Test
    void holdsNoSecretThatAPlatformEchoes() throws Exception {
        String token = "marktok+/\"<&tok-7";
        List<String> forms = forms(token);
        try (Site site = new Site();
                Receiver each = new Receiver(call -> rejected(call, forms));
                Receiver all = new Receiver(call -> Reply.of(
                        403, json("Bearer " + token + ", " + forms.get(1) + " of pii-marker@victim.example")))) {
            String line = "platform.token: '" + token + "'";
            site.connector("each", forms.size(), "platform.url: " + each.url(), line);
            site.connector("all", 5, "platform.url: " + all.url(), line);
            site.setting("log.level", "DEBUG");

            Ended ended = site.run("each", "all");

            assertThat(ended.report("each").is("completed").count("rejected")).isEqualTo(forms.size());
            assertThat(ended.report("all").is("failed").reason())
                    .startsWith("The platform answered 403: Bearer ******, ****** of ******");
            site.traces()
                    .forEach((name, text) -> assertThat(middles(forms)).as(name).noneMatch(text::contains));
            assertThat(ended.text()).doesNotContain("pii-marker");
        }
    }

    private static List<String> forms(String token) {
        List<String> forms =
                new ArrayList<>(List.of(token, URLEncoder.encode(token, StandardCharsets.UTF_8), json(token)));
        for (String before : List.of("", "u", "us", "user:")) {
            forms.add(Base64.getEncoder().encodeToString((before + token).getBytes(StandardCharsets.UTF_8)));
        }
        forms.add(forms.get(3).replace('+', '-').replace('/', '_'));
        forms.add(token.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
        forms.add(token.replace("&", "&#38;").replace("<", "&#x3c;").replace("\"", "&#x22;"));
        forms.add(token.replace("/", "\\/").replace("<", "\\u003C"));
        return forms;
    }

    /** The middle of each, whatever is left at its ends. */
    private static List<String> middles(List<String> forms) {
        return forms.stream()
                .map(form -> form.substring(7, form.length() - 3))
                .flatMap(form -> Stream.of(form, json(form)))
                .toList();
    }

    private static Reply rejected(Receiver.Call call, List<String> forms) {
        ObjectNode answer = Site.JSON.createObjectNode();
        int user = 0;
        for (String id : call.users()) {
            String form = forms.get(user++ % forms.size());
            ObjectNode error = answer.withArray("results")
                    .addObject()
                    .put("sourceId", id)
                    .put("status", "rejected")
                    .putObject("error");
            error.put("code", form).put("message", "not with (" + form + ") and " + call.content());
        }
        return new Reply(200, answer.toString(), null);
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Test
    void namesATrustStoreThatCannotBeUsedAndNotItsPassword() throws Exception {
        try (Site site = new Site()) {
            site.connector("acme", 5);
            site.setting("trust-store.path", "missing.p12");
            site.setting("trust-store.password", "hidden-word");

            Ended ended = site.command("run", "acme");

            assertThat(ended.exit()).as(ended.text()).isEqualTo(2);
            assertThat(ended.err()).contains("trust-store.path = missing.p12", "no such file");
            assertThat(ended.text()).doesNotContain("hidden-word");
        }
    }

    @Test
    void isJsonWithTheRunsIdWhereThatIsAskedFor() throws Exception {
        try (Site site = new Site()) {
            site.connector("acme", 5);
            site.setting("log.format", "json");

            Ended ended = site.run("acme");

            String run = ended.report("acme").is("completed").run();
            List<JsonNode> lines = new ArrayList<>();
            for (String line : ended.err().lines().toList()) {
                lines.add(Site.JSON.readTree(line));
            }
            assertThat(lines)
                    .allSatisfy(
                            line -> assertThat(line.path("@timestamp").asText()).isNotEmpty())
                    .filteredOn(line -> line.path("message").asText().contains(run))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(line -> assertThat(line.toString()).contains("\"run\":\"" + run + "\""));
        }
    }
}
