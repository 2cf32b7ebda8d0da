package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plan may have any number of batches. */
class LargePlanTest {
    private static final String SINK = """
            - route:
                id: platform-sink
                description: Takes everybody, in this process.
                routeConfigurationId: caller-errors
                from:
                  uri: direct:platform-sink
                  steps:
                    - toD: "bean:sink?method=take"
            """;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger deepest = new AtomicInteger();

    /** The bean {@code sink}. */
    public final class Sink {
        public void take(Exchange exchange) {
            requests.incrementAndGet();
            deepest.accumulateAndGet(Thread.currentThread().getStackTrace().length, Math::max);
            String operations = exchange.getMessage().getBody(String.class);
            exchange.getMessage()
                    .setBody(operations
                            .replaceFirst("^.*?\"operations\"", "{\"results\"")
                            .replace("\"op\":\"upsert\"", "\"status\":\"created\""));
        }
    }

    /** A thread that read the plan and sent as well left some frames on its stack for each batch, until it overflowed. */
    @Test
    @Timeout(120)
    void isSentWholeWhateverTheNumberOfItsBatches() {
        try (Installation site = Installation.of(TestDatabase.H2, 5_800)
                .setting("database.url", "jdbc:h2:mem:large-plan")
                .file("routes/platform-sink.camel.yaml", SINK)
                .set("platform", "{ type: sink, url: \"https://sink.example\", batchSize: 1 }")) {
            site.context().getRegistry().bind("sink", new Sink());

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(run.counts().created())
                    .isEqualTo(run.counts().read())
                    .isEqualTo(requests.get())
                    .isGreaterThan(5_000);
            assertThat(deepest).hasValueLessThan(300);
        }
    }
}
