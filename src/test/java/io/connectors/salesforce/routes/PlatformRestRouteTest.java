package io.connectors.salesforce.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code send-batch} and {@code platform-rest} bring a batch to the platform, whatever happens on the way. */
class PlatformRestRouteTest {

    private static Installation site(int users) {
        Installation site = Installation.of(TestDatabase.H2, users);
        return site.set(
                "platform",
                "{ type: rest, url: \"" + site.platform().url() + "\", token: demo-platform-token, batchSize: 32 }");
    }

    @Test
    void sendsBatchesOfTheConnectorsSizeUnderTheirOwnKeys() {
        try (Installation site = site(200)) {
            RunReport run = site.run();

            List<PlatformRequest> sent = site.sent(run);
            assertThat(sent).extracting(PlatformRequest::connector).containsOnly("acme");
            assertThat(sent)
                    .extracting(PlatformRequest::key)
                    .doesNotHaveDuplicates()
                    .allMatch(key -> key.matches(run.run() + "-\\d+"));
            assertThat(sent.stream()
                            .map(request -> request.operations().size())
                            .sorted()
                            .skip(1))
                    .containsOnly(32);
            assertThat(sent.get(0).body())
                    .startsWith("{\"run\":\"" + run.run() + "\",\"operations\":[{\"op\":\"upsert\",\"sourceId\":\"005");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void sendsAgainUnderTheSameKeyWhatFailedInPassing(int status) {
        try (Installation site = site(120)) {
            site.platform()
                    .fault(PlatformFault.once(Kind.STATUS)
                            .withStatus(status)
                            .withTimes(2)
                            .withRetryAfter("0"));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.sent(run).stream()
                            .collect(Collectors.groupingBy(
                                    PlatformRequest::key,
                                    Collectors.mapping(PlatformRequest::body, Collectors.toSet()))))
                    .allSatisfy((key, bodies) -> assertThat(bodies).as(key).hasSize(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPLY_THEN_DROP", "DROP_BEFORE", "APPLY_THEN_STATUS"})
    void appliesNothingTwiceWhereAnAnswerWasLost(Kind kind) {
        try (Installation site = site(120)) {
            site.platform().fault(PlatformFault.once(kind));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(run.counts().created()).isEqualTo(site.users().size());
            assertThat(site.sent(run).stream().filter(PlatformRequest::applied).map(PlatformRequest::key))
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void halvesABatchUntilThePoisonousUserStandsAlone(int status) {
        try (Installation site = site(120)) {
            String poison =
                    site.org().ids(user -> user.get("IsActive").equals(true)).get(40);
            site.platform()
                    .fault(PlatformFault.always(Kind.POISON).withUser(poison).withStatus(status));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(run.counts().rejected()).isEqualTo(1);
            assertThat(site.users()).doesNotContainKey(poison).hasSize((int)
                    run.counts().created());
        }
    }

    @Test
    void renewsARefusedTokenOnce() {
        try (Installation site = site(120)) {
            site.set(
                    "platform",
                    "{ type: rest, url: \"%s\", oauth2: { tokenUrl: \"%s\", clientId: demo-client, clientSecret: demo-client-secret } }"
                            .formatted(site.platform().url(), site.platform().tokenUrl()));
            site.run();
            site.org().evolve(3, 0, 0, 1);
            site.platform().expireTokens();

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(run.counts().created()).isEqualTo(3);
        }
    }
}
