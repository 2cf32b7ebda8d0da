package io.connectors.salesforce.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** {@code run} and {@code approve-run} call the stages in their order, and end a failed run from one place. */
class RunRouteTest extends CamelTestSupport {
    private final List<String> stages = new ArrayList<>();
    private final Bean bean = new Bean();
    private String failing = "";

    /** Stands for the beans the two routes name; notes what they call. */
    public final class Bean {
        private Object run = new Run(true);

        public void claim(Exchange exchange) {
            stages.add("claim");
            exchange.setProperty("run", run);
            exchange.setProperty("org", new Org());
        }

        public void resume(Exchange exchange) {
            stages.add("resume");
            exchange.setProperty("run", run);
        }

        public void open(Exchange exchange) {
            stages.add("open");
            exchange.setProperty("org", new Org());
        }

        public void recount() {
            stages.add("recount");
        }

        public void finish(Object run, Long calls) {
            stages.add("finish after " + calls + " calls");
        }

        public void fail(Exchange exchange, Long calls) {
            stages.add("fail after " + calls + " calls: "
                    + exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                            .getMessage());
        }
    }

    /** What the routes ask of a run. */
    public record Run(boolean cleared) {}

    /** What the routes ask of an org. */
    public static final class Org {
        public long getCalls() {
            return 4;
        }
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        List.of("runs", "orgs", "planning", "deliveries").forEach(name -> registry.bind(name, bean));
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        for (String file : List.of("on-error", "run", "approve-run")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("file:routes/" + file + ".camel.yaml"));
        }
        for (String named : List.of("orgRetries", "retries", "tokens")) {
            context.getRegistry().bind(named, (Processor) exchange -> {});
        }
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String stage : List.of("read-users", "plan-changes", "apply-changes", "read-back")) {
                    from("direct:" + stage).errorHandler(noErrorHandler()).process(exchange -> {
                        stages.add(stage);
                        if (stage.equals(failing)) {
                            throw new IllegalStateException("broken");
                        }
                    });
                }
            }
        };
    }

    @Test
    void readsPlansAppliesAndCloses() {
        template.send("direct:run", exchange -> {});

        assertThat(stages)
                .containsExactly("claim", "read-users", "plan-changes", "apply-changes", "finish after 4 calls");
    }

    @Test
    void appliesNothingThatIsNotCleared() {
        bean.run = new Run(false);

        template.send("direct:run", exchange -> {});

        assertThat(stages).containsExactly("claim", "read-users", "plan-changes", "finish after 4 calls");
    }

    @Test
    void endsWhereNothingIsClaimed() {
        bean.run = null;

        template.send("direct:run", exchange -> {});

        assertThat(stages).containsExactly("claim");
    }

    @Test
    void plansNothingAfterAFailedRead() {
        failing = "read-users";

        Exchange done = template.send("direct:run", exchange -> {});

        assertThat(done.getException()).isNull();
        assertThat(stages).containsExactly("claim", "read-users", "fail after 4 calls: broken");
    }

    @Test
    void readsBackBeforeAnApprovedPlanIsApplied() {
        template.send("direct:approve-run", exchange -> {});

        assertThat(stages)
                .containsExactly("resume", "open", "read-back", "recount", "apply-changes", "finish after 4 calls");
    }
}
