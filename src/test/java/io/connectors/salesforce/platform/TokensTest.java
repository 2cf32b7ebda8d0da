package io.connectors.salesforce.platform;

import static io.connectors.salesforce.platform.PlatformExchange.withOauth2;
import static io.connectors.salesforce.platform.PlatformExchange.withToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.config.net.WebProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
    private final Tokens tokens =
            new Tokens(SSLContexts.createDefault(), new BoundedAnswers(Duration.ofSeconds(30), WebProxy.NONE));
    private TokenEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = new TokenEndpoint();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private static String authorization(Exchange exchange) {
        return exchange.getMessage().getHeader("Authorization", String.class);
    }

    private Exchange authorized() {
        Exchange exchange = withOauth2(endpoint.url(), Optional.empty());
        tokens.authorize(exchange);
        return exchange;
    }

    @Test
    void bearsAFixedToken() {
        Exchange exchange = withToken("fixed");

        tokens.authorize(exchange);

        assertThat(authorization(exchange)).isEqualTo("Bearer fixed");
    }

    @Test
    void sendsNoAuthorizationWhereNoneIsConfigured() {
        Exchange exchange = PlatformExchange.withoutAuthorization();

        tokens.authorize(exchange);

        assertThat(authorization(exchange)).isNull();
    }

    @Test
    void asksForATokenByClientCredentials() {
        assertThat(authorization(authorized())).isEqualTo("Bearer token-1");
        assertThat(endpoint.forms())
                .containsExactly(
                        "grant_type=client_credentials&client_id=client+1&client_secret=hidden%26secret%3D%C3%BC");
    }

    @Test
    void asksForTheScopeConfigured() {
        tokens.authorize(withOauth2(endpoint.url(), Optional.of("users write")));

        assertThat(endpoint.forms().get(0)).endsWith("&scope=users+write");
    }

    @Test
    void keepsATokenForAllRequests() {
        authorized();

        assertThat(authorization(authorized())).isEqualTo("Bearer token-1");
        assertThat(endpoint.forms()).hasSize(1);
    }

    @Test
    void asksForANewTokenWhenOneWasRefused() {
        Exchange refused = authorized();

        assertThat(tokens.renew(refused)).isTrue();

        tokens.process(refused);
        assertThat(authorization(refused)).isEqualTo("Bearer token-2");
        assertThat(authorization(authorized())).isEqualTo("Bearer token-2");
    }

    @Test
    void renewsATokenOnceForAllRequestsThatWereRefusedWithIt() {
        Exchange one = authorized();
        Exchange other = authorized();

        tokens.renew(one);
        tokens.renew(other);

        tokens.process(other);
        assertThat(authorization(other)).isEqualTo("Bearer token-2");
        assertThat(endpoint.forms()).hasSize(2);
    }

    @Test
    void neverRenewsAFixedToken() {
        Exchange exchange = withToken("fixed");
        tokens.authorize(exchange);

        assertThat(tokens.renew(exchange)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"invalid_client\",\"error_description\":\"hidden&secret=ü\"}",
                "503 | busy",
                "302 | moved",
                "200 | {}",
                "200 | {\"access_token\":null}",
                "200 | <html>"
            })
    void namesTheRemedyAndNoSecretWhenThereIsNoToken(int status, String body) {
        endpoint.answers(status, body);

        assertThatThrownBy(this::authorized)
                .isInstanceOf(PlatformFailure.class)
                .hasMessageContaining("platform.oauth2")
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("client 1");
    }

    @Test
    void followsNoRedirectWithTheSecret() {
        endpoint.answers(307, "moved");

        assertThatThrownBy(this::authorized).isInstanceOf(PlatformFailure.class);

        assertThat(endpoint.forms()).hasSize(1);
    }

    @Test
    void asksAFewTimesWhatFailsInPassingAndKeepsNothingOfAFailure() {
        endpoint.answers(503, "busy");
        assertThatThrownBy(this::authorized).isInstanceOf(PlatformFailure.class).hasMessageContaining("503");
        assertThat(endpoint.forms()).hasSize(3);
        endpoint.answers(200, null);

        assertThat(authorization(authorized())).isEqualTo("Bearer token-4");
    }

    @Test
    void namesTheRemedyAndNoSecretWhenTheEndpointCannotBeReached() {
        URI url = endpoint.url();
        endpoint.close();

        assertThatThrownBy(() -> tokens.authorize(withOauth2(url, Optional.empty())))
                .isInstanceOf(PlatformFailure.class)
                .hasMessageContaining("platform.oauth2.tokenUrl")
                .hasMessageNotContaining("hidden");
    }
}
