package io.connectors.salesforce.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.HostilePeer;
import io.connectors.salesforce.server.Installation;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody is told of runs that are held or failed. */
@Timeout(60)
class NotificationsTest {
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer webhook;
    private Installation site;

    @BeforeEach
    void listen() throws Exception {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                told.add(body);
                exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        });
        webhook.start();
        site = Installation.of(TestDatabase.H2, 20)
                .setting(
                        "notify.webhook",
                        "http://127.0.0.1:" + webhook.getAddress().getPort() + "/secret");
    }

    @AfterEach
    void close() {
        site.close();
        webhook.stop(0);
    }

    @Test
    void ofThoseAlone() throws Exception {
        Notifications.open(site.server());
        site.run();
        site.org().ids(user -> true).forEach(id -> site.org().edit(id, Map.of("IsActive", false)));
        refusals.set(1);
        RunReport held = site.run();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> told.size() == 1);
        assertThat(told.get(0).path("run").asText()).isEqualTo(held.run());
        assertThat(told.get(0).path("status").asText()).isEqualTo("held");
        assertThat(told.get(0).path("server").asText()).isEqualTo("Cloud");
        assertThat(told.get(0).path("text").asText())
                .startsWith("Connector acme: held. ")
                .contains(held.reason());
    }

    @Test
    void beforeTheProcessEndsAlsoWhereTheFirstAttemptIsRefused() throws Exception {
        Notifications.open(site.server());
        refusals.set(1);
        site.org().passwordFlow(false);
        assertThat(site.run().status()).isEqualTo(Status.FAILED);

        site.restart();

        assertThat(told).extracting(run -> run.path("status").asText()).containsExactly("failed");
    }

    @Test
    void readsNoBodyThatHasNoEnd() throws Exception {
        try (HostilePeer receiver = new HostilePeer(site.org().url())) {
            receiver.attack("/secret", HostilePeer.Endless.BODY);
            site.setting("notify.webhook", receiver.url() + "/secret");
            Notifications.open(site.server());
            site.org().close();
            site.run();

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> receiver.attacks() == 1);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !receiver.attacking());
            assertThat(receiver.attacks()).isEqualTo(1);
            assertThat(receiver.written()).isLessThan(64 << 20);
        }
    }

    @Test
    void withoutWhatAPlatformEchoes() {
        Notifications.open(site.server());
        site.platform()
                .fault(
                        PlatformFault.always(PlatformFault.Kind.STATUS)
                                .withStatus(403)
                                .withMessage(
                                        "demo-platform-token, ZGVtby1wbGF0Zm9ybS10b2tlbg== and demo%2dsecret of ada@victim.example"));
        RunReport failed = site.run();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> told.size() == 1);
        assertThat(failed.reason()).contains(" 403: ******, ****** and ****** of ****** ");
        assertThat(told.get(0).toString())
                .contains(failed.reason())
                .doesNotContain("demo-platform-token", "ZGVtby1wbGF0", "%2dsecret", "victim");
    }

    @Test
    void refusesWhatIsNoAddress() {
        site.setting("notify.webhook", "somewhere");

        assertThatThrownBy(() -> Notifications.open(site.server())).hasMessageContaining("notify.webhook");
    }
}
