package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not depend on the number of users: the packaged program, in a process of its own with a small heap. */
class MemoryIT {
    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
    private static final Path JAR =
            Path.of("target", "salesforce-connector.jar").toAbsolutePath();
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void doesNotGrowWithTheUsers() throws Exception {
        long few = quietRun(10_000, Duration.ofMillis(500));
        long many = quietRun(100_000, Duration.ofMillis(60));

        assertThat((double) many / few)
                .as("%,d bytes live with 10,000, %,d with 100,000 users", few, many)
                .isLessThanOrEqualTo(1.5);
    }

    /** A first import and a quiet run under 128 MB; answers the most bytes found live in the middle of the second. */
    private long quietRun(int users, Duration pageDelay) throws Exception {
        Path site = Files.createDirectories(folder.resolve("site" + users));
        int port;
        try (OrgSimulator org = OrgSimulator.start(OrgOptions.of(users, 1));
                PlatformSimulator platform = PlatformSimulator.start(PlatformOptions.free())) {
            port = Integer.parseInt(org.url().substring(org.url().lastIndexOf(':') + 1));
            Files.writeString(
                    Files.createDirectories(site.resolve("connectors")).resolve("acme.yaml"),
                    """
                    name: Acme
                    salesforce: { url: "%s", authentication: client-credentials, consumerKey: demo-key, consumerSecret: demo-secret }
                    schedule: { repeats: manual }
                    platform: { type: rest, url: "%s", token: demo-platform-token }
                    """.formatted(org.url(), platform.url()));
            assertThat(run(site)).isEmpty();
            assertThat(platform.users("acme")).hasSizeGreaterThan(users / 2);
        }
        OrgOptions slow = OrgOptions.of(users, 1).withPort(port).withPageDelay(pageDelay);
        try (OrgSimulator org = OrgSimulator.start(slow)) {
            List<Long> live = run(site);
            assertThat(live).as("looked at in the middle").hasSizeGreaterThan(2);
            return live.stream().mapToLong(Long::longValue).max().orElseThrow();
        }
    }

    /** What lives after a full collection, looked at again and again while a slow run reads. */
    private static List<Long> run(Path site) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        BIN.resolve("java").toString(), "-Xmx128m", "-jar", JAR.toString(), "run", "acme")
                .directory(site.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> live = new ArrayList<>();
        try (BufferedReader log = process.errorReader()) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                if (line.endsWith(": read") && Files.exists(site.resolve("first"))) {
                    while (process.isAlive() && !log.ready()) {
                        Matcher total = TOTAL.matcher(histogram(process.pid()));
                        if (total.find()) {
                            live.add(Long.parseLong(total.group(1)));
                        }
                    }
                }
            }
        }
        assertThat(process.waitFor()).isZero();
        Files.writeString(site.resolve("first"), "done");
        return live;
    }

    private static String histogram(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(BIN.resolve("jcmd").toString(), String.valueOf(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
