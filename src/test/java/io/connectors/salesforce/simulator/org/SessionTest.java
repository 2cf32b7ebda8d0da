package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(10, 1));
    private final OrgClient client = OrgClient.login(org);

    @AfterEach
    void stop() {
        org.close();
    }

    private HttpResponse<String> limits() {
        return client.data("limits");
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Token");
        assertThat(OrgClient.json(response).at("/0/errorCode").asText()).isEqualTo("INVALID_SESSION_ID");
        assertThat(OrgClient.json(response).at("/0/message").asText()).isEqualTo("Session expired or invalid");
    }

    @Test
    void refusesWhoeverHasNoToken() {
        assertRefused(new OrgClient(org).data("limits"));
        assertRefused(new OrgClient(org).data("limits", "Authorization", "Bearer nope"));
        assertRefused(new OrgClient(org).data("limits", "Authorization", "Basic eDp5"));
    }

    @Test
    void refusesAnExpiredTokenUntilTheNextLogin() {
        org.expireTokens();
        assertRefused(limits());

        client.login();
        assertThat(limits().statusCode()).isEqualTo(200);
        assertThat(org.logins()).isEqualTo(2);
    }

    @Test
    void refusesEveryTokenWhereNoneIsEverValid() {
        org.neverValid(true);
        client.login();

        assertRefused(limits());
    }

    @Test
    void forgetsARevokedToken() {
        String token = OrgClient.json(client.token(OrgClient.PASSWORD_LOGIN))
                .path("access_token")
                .asText();
        OrgClient other = new OrgClient(org);
        assertThat(other.data("limits", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);

        assertThat(other.get("/services/oauth2/revoke?token=" + token).statusCode())
                .isEqualTo(200);
        assertRefused(other.data("limits", "Authorization", "Bearer " + token));
    }

    @Test
    void forgetsATokenRevokedByPost() {
        String token = OrgClient.json(client.token(OrgClient.PASSWORD_LOGIN))
                .path("access_token")
                .asText();
        client.send(client.request("/services/oauth2/revoke").POST(BodyPublishers.ofString("token=" + token)));

        assertRefused(new OrgClient(org).data("limits", "Authorization", "Bearer " + token));
    }

    @Test
    void endsTheSessionInTheMiddleOfARead() {
        org.fault(OrgFault.on(OrgFault.Kind.EXPIRE_TOKEN, "limits", 2));

        assertThat(limits().statusCode()).isEqualTo(200);
        assertRefused(limits());
    }

    @Test
    void saysWhenThePasswordHasExpired() {
        org.fault(OrgFault.on(OrgFault.Kind.STATUS, null, 1)
                .withStatus(401, "INVALID_OPERATION_WITH_EXPIRED_PASSWORD", "The password has expired.")
                .forEver());
        client.login();

        assertThat(limits().statusCode()).isEqualTo(401);
        assertThat(OrgClient.json(limits()).at("/0/errorCode").asText())
                .isEqualTo("INVALID_OPERATION_WITH_EXPIRED_PASSWORD");
    }
}
