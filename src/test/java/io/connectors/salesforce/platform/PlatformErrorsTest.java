package io.connectors.salesforce.platform;

import static io.connectors.salesforce.platform.PlatformExchange.answered;
import static io.connectors.salesforce.platform.PlatformExchange.withToken;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.connectors.salesforce.config.Platform;
import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.platform.Results.Refusal;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformErrorsTest {
    private static final Platform PLATFORM = withToken("t").getProperty("platform", Platform.class);

    private static String explained(Throwable failure) {
        return PlatformErrors.explain(failure, PLATFORM, WebProxy.NONE).orElseThrow();
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
    @CsvSource({"401, platform.token", "403, platform.oauth2", "404, platform.url", "409, is kept", "503, the next run"
    })
    void namesTheRemedyOfEachStatus(int status, String remedy) {
        assertThat(explained(answered(status))).contains(remedy);
    }

    @Test
    void leavesItsOwnFailuresTheirWords() {
        assertThat(explained(new PlatformFailure("Do this."))).isEqualTo("Do this.");
    }

    @Test
    void namesTheNewAddressOfAPlatformThatMoved() {
        HttpOperationFailedException moved = new HttpOperationFailedException(
                "https://platform.example/api",
                308,
                "Moved",
                "https://new.example/v2/connectors/acme/users/batch?token=hidden#x",
                Map.of(),
                null);

        assertThat(explained(moved))
                .contains("answered 308", "https://new.example/v2/connectors/acme/users/batch")
                .contains("change platform.url to https://new.example/v2.")
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405})
    void tellsAWebPageFromThePlatform(int status) {
        assertThat(explained(answered(status, Map.of(), " <!doctype html><p>hidden")))
                .startsWith("What answers at platform.example:443 (status " + status + ") is not the platform")
                .doesNotContain("hidden");
    }

    /** No reason names a Java class, whatever a request fails with. */
    @ParameterizedTest
    @MethodSource("kinds")
    void hasWordsForEveryKindOfFailure(IOException failure, String words) {
        assertThat(explained(failure))
                .contains(words)
                .doesNotContain("Exception", "hidden", "java.")
                .contains("platform");
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused hidden"), "refused the connection"),
                Arguments.of(new UnknownHostException("hidden"), "is unknown"),
                Arguments.of(new NoRouteToHostException("hidden"), "network"),
                Arguments.of(new SocketException("Network is unreachable"), "network"),
                Arguments.of(new SocketTimeoutException("hidden"), "no whole answer"),
                Arguments.of(new SocketTimeoutException("Connect timed out"), "no connection in time"),
                Arguments.of(new SocketException("Connection reset hidden"), "broke off"),
                Arguments.of(new EOFException("hidden"), "broke off"),
                Arguments.of(new ZipException("hidden"), "not compressed"),
                Arguments.of(new ProtocolException("hidden"), "HTTP"),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), "TLS"),
                Arguments.of(new SSLHandshakeException("hidden"), "TLS"),
                Arguments.of(new IOException("hidden"), "platform.example:443"));
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
        assertThat(PlatformErrors.explain(new IllegalStateException("x"), PLATFORM, WebProxy.NONE))
                .isEmpty();
        assertThat(PlatformErrors.refusal(new IllegalStateException("hidden")).message())
                .isEqualTo("The platform gave no cause.");
    }
}
