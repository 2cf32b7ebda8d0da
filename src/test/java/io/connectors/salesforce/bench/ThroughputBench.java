package io.connectors.salesforce.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.impl.event.ExchangeSentEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How fast a run is, as a share of what a bare loop of HttpClient and Jackson reaches over the same simulated org in the same
 * process and the same minute. The loop only reads; a run also maps, proves, stages, compares and, in a first import, sends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThroughputBench {
    private static final int USERS = Integer.getInteger("bench.users", 50_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    @ParameterizedTest
    @CsvSource({"H2, 0.3", "POSTGRESQL, 0.5"})
    void readsAtAGoodShareOfABareLoop(TestDatabase database, double least) throws Exception {
        String mapping = Files.readString(Path.of("mappings/users.csv"), StandardCharsets.UTF_8);
        List<Double> bare = new ArrayList<>();
        List<Double> quietRead = new ArrayList<>();
        List<Double> quietRun = new ArrayList<>();
        List<Double> firstRead = new ArrayList<>();
        List<Double> firstRun = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            try (Installation site = Installation.of(database, USERS).mapping(mapping)) {
                BareLoop loop = new BareLoop(site.org().url());
                Watch watch = Watch.on(site);
                RunReport first = site.run();
                double firstSeconds = watch.readSeconds();
                loop.read();
                long start = System.nanoTime();
                long users = loop.read();
                double bareRate = users / seconds(start);
                RunReport quiet = site.run();
                assertThat(first.status()).as(first.toString()).isEqualTo(Status.COMPLETED);
                assertThat(quiet.counts().unchanged()).as(quiet.toString()).isEqualTo(users);
                if (round > 0) { // the first one warms up
                    bare.add(bareRate);
                    firstRead.add(users / firstSeconds);
                    firstRun.add(users * 1000.0 / first.durationMs());
                    quietRead.add(users / watch.readSeconds());
                    quietRun.add(users * 1000.0 / quiet.durationMs());
                }
            }
        }
        double floor = median(bare);
        System.out.printf(Locale.ROOT, "%s, %,d users, median of %d rounds%n", database, USERS, ROUNDS);
        print("bare loop, reading only", floor, floor);
        print("quiet run, read to seal", median(quietRead), floor);
        print("quiet run, claim to close", median(quietRun), floor);
        print("first import, read to seal", median(firstRead), floor);
        print("first import, claim to close", median(firstRun), floor);
        assertThat(median(quietRead) / floor).isGreaterThanOrEqualTo(least);
    }

    private static double seconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e9;
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
    }

    private static void print(String what, double rate, double floor) {
        System.out.printf(Locale.ROOT, "  %-30s %,10.0f users/s  %.2f%n", what, rate, rate / floor);
    }

    /** Takes the time the route read-users takes. */
    private static final class Watch extends EventNotifierSupport {
        private volatile long millis;

        static Watch on(Installation site) {
            Watch watch = new Watch();
            site.context().getManagementStrategy().addEventNotifier(watch);
            watch.start();
            return watch;
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeSentEvent sent
                    && sent.getEndpoint().getEndpointUri().equals("direct://read-users")) {
                millis = sent.getTimeTaken();
            }
        }

        double readSeconds() {
            return millis / 1000.0;
        }
    }
}
