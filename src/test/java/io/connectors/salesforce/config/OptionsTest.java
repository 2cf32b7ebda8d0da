package io.connectors.salesforce.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A file's keys as others may see them, and written anew. */
class OptionsTest {
    private static final String FILE = """
            name: Acme
            salesforce: { url: "https://a.my.salesforce.com", consumerKey: key, consumerSecret: marker-1 }
            schedule: { repeats: daily, startTime: "02:00" }
            platform:
              type: queue
              url: "https://p.example"
              ldap.password: marker-2
              apiKeys: [marker-3, marker-4]
              hosts: [{ name: one, token: marker-5 }]
              queue: users
            """;

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }

    @Test
    void hideEverySecretWhateverItsShape() {
        Options options = Options.of("acme.yaml", FILE);

        assertThat(options.shown().toString()).doesNotContain("marker").contains("\"queue\":\"users\"");
        assertThat(options.secrets())
                .containsExactlyInAnyOrder(
                        "salesforce.consumerSecret", "platform.ldap.password", "platform.apiKeys", "platform.hosts");
        assertThat(Options.of("acme.yaml", "name: A\nsalesforce: { password: [marker-6] }")
                        .shown()
                        .toString())
                .doesNotContain("marker");
    }

    @Test
    void keepTheSecretsNobodyMentions() {
        Options stored = Options.of("acme.yaml", FILE);

        Options merged = Options.of(stored.shown()).keepingSecretsOf(stored);

        assertThat(merged.tree()).isEqualTo(stored.tree());
        assertThat(Options.of("acme.yaml", merged.yaml()).tree()).isEqualTo(stored.tree());
    }

    @Test
    void dropTheSecretsThatAreEmptied() throws IOException {
        Options stored = Options.of("acme.yaml", FILE);
        ObjectNode sent = stored.shown();
        ((ObjectNode) sent.get("salesforce")).putNull("consumerSecret");
        ((ObjectNode) sent.get("platform")).put("ldap.password", "");

        Options merged = Options.of(sent).keepingSecretsOf(stored);

        assertThat(merged.secrets()).containsExactlyInAnyOrder("platform.apiKeys", "platform.hosts");
        assertThat(merged.tree().get("schedule")).isEqualTo(json("{\"repeats\":\"daily\",\"startTime\":\"02:00\"}"));
    }
}
