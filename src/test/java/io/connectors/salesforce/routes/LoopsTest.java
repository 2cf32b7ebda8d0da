package io.connectors.salesforce.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loops over pages may go on for any time: no thread's stack grows with them, whichever thread an answer comes back on. */
class LoopsTest extends CamelTestSupport {
    private static final int TIMES = 5_000;
    private static final int DEEPEST = 300;

    private final Map<String, Integer> deepest = new ConcurrentHashMap<>();
    private final AtomicInteger pages = new AtomicInteger();

    private void look(String where) {
        deepest.merge(where, Thread.currentThread().getStackTrace().length, Math::max);
    }

    /** Stands for the beans the routes name. */
    public final class Bean {
        public void fail(Exchange exchange, Long calls) {}

        public void lose() {}

        public void widen(Object description, Object columns) {}

        public void enter(Object run, String stage) {}

        public void open(Exchange exchange) {
            exchange.setProperty("queries", new Queries(TIMES));
        }

        public void received() {
            look("received");
        }

        public boolean lost() {
            return false;
        }

        public boolean widens() {
            return false;
        }

        public void page() {
            look("page");
            pages.incrementAndGet();
        }

        public void seal() {}

        public void readBack(Exchange exchange) {
            // a first candidate has thousands of pages, each further one two
            exchange.setProperty("queries", new Queries(Math.max(TIMES / 2, pages.get() + 2)));
            exchange.setProperty("readBack", new ReadBack());
        }

        public void told() {
            look("told");
            pages.incrementAndGet();
        }
    }

    /** Stands for {@code planning} and {@code staging}, whose methods have names of the others'. */
    public final class Tables {
        public void restart() {}

        public void seal(Object run, Object selected) {}

        public List<String> candidates(Object run, Object after) {
            return pages.get() < TIMES ? List.of("005") : List.of();
        }

        public void readBack(Object run, Object fates) {
            look("read back");
        }
    }

    /** What the routes ask of the queries. */
    public final class Queries {
        private final int end;

        Queries(int end) {
            this.end = end;
        }

        public boolean isMore() {
            return pages.get() < end;
        }

        public boolean isWanting() {
            return isMore();
        }

        public boolean isUnderway() {
            return isMore();
        }

        public boolean isLost() {
            return false;
        }

        public long getSelected() {
            return 0;
        }
    }

    /** What the routes ask of a read-back. */
    public static final class ReadBack {
        public Map<String, String> getFates() {
            return Map.of();
        }

        public String getLast() {
            return "005";
        }
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        List.of("runs", "orgs").forEach(name -> registry.bind(name, new Bean()));
        List.of("planning", "staging").forEach(name -> registry.bind(name, new Tables()));
        List.of("orgRetries", "retries", "tokens").forEach(name -> registry.bind(name, (Processor) exchange -> {}));
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("pages", context.getExecutorServiceManager().newCachedThreadPool(this, "pages"));
        for (String file : List.of("on-error", "read-users", "next-page", "read-back")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("file:routes/" + file + ".camel.yaml"));
        }
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String step : List.of("describe-fields", "check-allowance", "stage-users")) {
                    from("direct:" + step).process(exchange -> look(step));
                }
                // every other answer comes at once, the others on a thread of their own as Jetty's do
                from("direct:query-salesforce")
                        .choice()
                        .when(exchange -> pages.get() % 2 == 0)
                        .threads(4)
                        .end()
                        .process(exchange -> look("query-salesforce"));
            }
        };
    }

    @Test
    @Timeout(60)
    void readAnyNumberOfPages() {
        Exchange done = template.send("direct:read-users", exchange -> {});

        assertThat(done.getException()).isNull();
        assertThat(pages).hasValueGreaterThanOrEqualTo(TIMES);
        assertThat(deepest)
                .containsKeys("page", "received", "query-salesforce", "stage-users")
                .allSatisfy((where, depth) -> assertThat(depth).as(where).isLessThan(DEEPEST));
    }

    @Test
    @Timeout(60)
    void readBackAnyNumberOfCandidates() {
        Exchange done = template.send("direct:read-back", exchange -> {});

        assertThat(done.getException()).isNull();
        assertThat(pages).hasValueGreaterThanOrEqualTo(TIMES);
        assertThat(deepest)
                .containsKeys("told", "read back")
                .allSatisfy((where, depth) -> assertThat(depth).as(where).isLessThan(DEEPEST));
    }
}
