package io.connectors.salesforce.platform;

import static io.connectors.salesforce.platform.PlatformExchange.answered;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.connectors.salesforce.platform.Results.Refusal;
import java.net.ConnectException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformErrorsTest {
    private static String explained(Throwable failure) {
        return PlatformErrors.explain(failure).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":\"c\",\"message\":\"Out of seats.\"}}",
                "{\"message\":\"Out of seats.\"}",
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"detail\":\"Out of seats.\"}",
                "{\"error\":\"invalid_request\",\"error_description\":\"Out of seats.\"}",
                "{\"type\":\"about:blank\",\"title\":\"Out of seats.\"}",
                "{\"error\":\"Out of seats.\"}"
            })
    void findsThePlatformsOwnWords(String body) {
        assertThat(explained(answered(409, Map.of(), body))).startsWith("The platform answered 409: Out of seats. ");
        assertThat(PlatformErrors.refusal(answered(422, Map.of(), body)))
                .isEqualTo(new Refusal("http-422", "Out of seats."));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "<html>hidden</html>",
                "{\"user\":\"hidden\"}",
                "[\"hidden\"]",
                "{\"message\":{\"x\":\"hidden\"}}",
                "{\"mess"
            })
    void repeatsNothingElseOfABody(String body) {
        assertThat(explained(answered(500, Map.of(), body)))
                .startsWith("The platform answered 500: (no message)")
                .doesNotContain("hidden");
    }

    @Test
    void shortensLongWords() {
        String message = "x".repeat(1000);

        assertThat(PlatformErrors.refusal(answered(400, Map.of(), "{\"message\":\"" + message + "\"}"))
                        .message())
                .hasSize(301)
                .endsWith("x…");
    }

    @ParameterizedTest
    @CsvSource({"401, platform.token", "403, platform.oauth2", "404, platform.url", "409, the next run", "503, is kept"
    })
    void namesTheRemedyOfEachStatus(int status, String remedy) {
        assertThat(explained(answered(status))).contains(remedy);
    }

    @Test
    void leavesItsOwnFailuresTheirWords() {
        assertThat(explained(new PlatformFailure("Do this."))).isEqualTo("Do this.");
    }

    @Test
    void tellsAnUnreadableAnswerFromAnUnreachablePlatform() {
        assertThat(explained(new JsonParseException(null, "hidden")))
                .contains("not the results JSON")
                .doesNotContain("hidden");
        assertThat(explained(new ConnectException("hidden")))
                .contains("could not be reached")
                .contains("platform.url")
                .doesNotContain("hidden");
    }

    @Test
    void hasNothingToSayOfOthersFailures() {
        assertThat(PlatformErrors.explain(new IllegalStateException("x"))).isEmpty();
        assertThat(PlatformErrors.refusal(new IllegalStateException("hidden")).message())
                .isEqualTo("The platform gave no cause.");
    }
}
