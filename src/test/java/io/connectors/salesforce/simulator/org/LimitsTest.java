package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(10, 1));
    private final OrgClient client = OrgClient.login(org);

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void countsEveryCallButLogins() {
        client.data("limits");
        client.login();

        HttpResponse<String> second = client.data("limits");
        assertThat(second.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=2/100000");
        JsonNode daily = OrgClient.json(second).path("DailyApiRequests");
        assertThat(daily.path("Max").asInt()).isEqualTo(100_000);
        assertThat(daily.path("Remaining").asInt()).isEqualTo(99_998);
    }

    @Test
    void refusesWhoeverMayNotReadThem() {
        org.refuseLimits(true);

        assertThat(client.data("limits").statusCode()).isEqualTo(403);
        assertThat(client.queried("SELECT COUNT() FROM User").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesEveryCallOnceTheyAreUsedUp() {
        org.allowance(1);
        assertThat(client.data("limits").statusCode()).isEqualTo(200);

        HttpResponse<String> refused = client.queried("SELECT COUNT() FROM User");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(OrgClient.json(refused).at("/0/errorCode").asText()).isEqualTo("REQUEST_LIMIT_EXCEEDED");
        assertThat(OrgClient.json(refused).at("/0/message").asText()).isEqualTo("TotalRequests Limit exceeded.");
    }
}
