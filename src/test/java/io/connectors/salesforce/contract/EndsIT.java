package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.contract.Site.Started;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orgs that take a connection and never answer keep neither another connector from its turn nor the process from its end. */
@Timeout(120)
class EndsIT {
    private static final Pattern ADDRESS = Pattern.compile("(http://[^#\\s]+)#token=(\\S+)");
    private static final int SILENT = 10;

    private final Site site = new Site();
    private final Connector healthy = site.connector("zz-healthy", 20);
    private ServerSocket silence;

    @BeforeEach
    void start() throws IOException {
        silence = site.closing(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < SILENT; i++) {
            site.options(
                    site.connector("silent-" + i, 1), "salesforce.url: http://127.0.0.1:" + silence.getLocalPort());
        }
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private static void endsWithinTenSeconds(Started process) throws InterruptedException {
        process.process().destroy();
        assertThat(process.process().waitFor(10, TimeUnit.SECONDS))
                .as("ended in time")
                .isTrue();
    }

    @Test
    void runAllReachesTheHealthyOneAndSigtermEndsTheRest() throws Exception {
        Started all = site.start("run", "--all", "--json");

        await().atMost(40, TimeUnit.SECONDS).until(() -> healthy.there().equals(healthy.active()));
        assertThat(all.process().isAlive()).as("the others hang").isTrue();
        endsWithinTenSeconds(all);

        Site.Ended ended = all.end();
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.reports()).hasSize(SILENT + 1);
        ended.report("zz-healthy").is("completed");
        ended.report("silent-0").is("cancelled");
    }

    @Test
    void sigtermEndsAServerWhoseRunsAndChecksHang() throws Exception {
        Started serving = site.serve();
        Matcher address = ADDRESS.matcher(Files.readString(serving.out()));
        assertThat(address.find()).isTrue();
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < SILENT; i++) {
            for (String what : new String[] {"runs", "check"}) {
                client.sendAsync(
                        HttpRequest.newBuilder(URI.create(address.group(1) + "api/connectors/silent-" + i + "/" + what))
                                .header("Authorization", "Bearer " + address.group(2))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding());
            }
        }
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Files.readString(serving.err()).split(": read", -1).length > SILENT);

        endsWithinTenSeconds(serving);

        Site.Ended next =
                site.command("-Dsalesforce.timeout=500", "-Dsalesforce.retries=0", "run", "silent-0", "--json");
        next.report("silent-0").is("failed");
    }
}
