package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory does not depend on the number of users: the packaged program, in a process of its own with a small heap. Looked at while the
 * quiet run waits for its last page, so that all that grows with the users is there and nothing that comes and goes with a page.
 */
class MemoryIT {
    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
    private static final Path JAR =
            Path.of("target", "salesforce-connector.jar").toAbsolutePath();
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final int PAGE = 2_000;
    private static final int LOOKS = 5;

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void doesNotGrowWithTheUsers() throws Exception {
        long few = quietRun(10_000);
        long many = quietRun(100_000);

        assertThat((double) many / few)
                .as("%,d bytes live with 10,000, %,d with 100,000 users", few, many)
                .isLessThanOrEqualTo(1.3);
    }

    /** A first import under 128 MB, then a quiet run up to its last page; answers the bytes that live there. */
    private long quietRun(int users) throws Exception {
        Path site = Files.createDirectories(folder.resolve("site" + users));
        try (OrgSimulator org = OrgSimulator.start(OrgOptions.of(users, 1));
                PlatformSimulator platform = PlatformSimulator.start(PlatformOptions.free())) {
            Files.writeString(
                    Files.createDirectories(site.resolve("connectors")).resolve("acme.yaml"),
                    """
                    name: Acme
                    salesforce: { url: "%s", authentication: client-credentials, consumerKey: demo-key, consumerSecret: demo-secret }
                    schedule: { repeats: manual }
                    platform: { type: rest, url: "%s", token: demo-platform-token }
                    """.formatted(org.url(), platform.url()));
            assertThat(start(site).waitFor()).isZero();
            int selected = platform.users("acme").size();
            assertThat(selected).isGreaterThan(users / 2);

            int pages = (selected + PAGE - 1) / PAGE;
            org.fault(OrgFault.on(Kind.SLOW, "/query/0r8", pages - 1).withDelayMs(600_000));
            long before = org.apiCalls();
            Process process = start(site);
            try {
                awaitSilence(org, before + pages);
                return medianOfLive(process);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process start(Path site) throws IOException {
        return new ProcessBuilder(BIN.resolve("java").toString(), "-Xmx128m", "-jar", JAR.toString(), "run", "acme")
                .directory(site.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(site.resolve("log").toFile())
                .start();
    }

    /** Until the last page has been asked for and the pages before it are worked off: nothing is asked for any more. */
    private static void awaitSilence(OrgSimulator org, long calls) {
        AtomicLong before = new AtomicLong();
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .during(Duration.ofSeconds(3))
                .until(() -> org.apiCalls() >= calls && before.getAndSet(org.apiCalls()) == org.apiCalls());
    }

    /** Each look is after a full collection. */
    private static long medianOfLive(Process process) throws IOException {
        List<Long> live = new ArrayList<>();
        while (live.size() < LOOKS) {
            Matcher total = TOTAL.matcher(histogram(process.pid()));
            assertThat(total.find()).isTrue();
            live.add(Long.parseLong(total.group(1)));
        }
        return live.stream().sorted().toList().get(LOOKS / 2);
    }

    private static String histogram(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(BIN.resolve("jcmd").toString(), String.valueOf(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
