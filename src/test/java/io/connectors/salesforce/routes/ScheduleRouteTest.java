package io.connectors.salesforce.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** {@code schedule} starts a run at each firing of a connector's trigger, by the clock of its zone. */
class ScheduleRouteTest extends CamelTestSupport {

    /** Stands for the server. */
    public static final class Server {
        public void scheduled(String connector, Exchange exchange) {
            exchange.setProperty("connector", connector);
        }
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("server", new Server());
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:routes/schedule.camel.yaml"));
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:run").to("mock:run");
            }
        };
    }

    @Test
    void startsARunOfItsConnector() throws Exception {
        NotifyBuilder fired = new NotifyBuilder(context)
                .fromRoute("schedule-acme-0")
                .whenDone(1)
                .create();
        schedule("* * * ? * *", "Europe/Berlin");

        assertThat(fired.matchesWaitTime()).isTrue();
        assertThat(getMockEndpoint("mock:run").getExchanges().get(0).getProperty("connector"))
                .isEqualTo("acme");
    }

    @Test
    void firesByTheClockOfItsZone() throws Exception {
        schedule("0 30 2 ? * *", "Asia/Tokyo");

        QuartzEndpoint endpoint =
                (QuartzEndpoint) context.getRoute("schedule-acme-0").getEndpoint();
        org.quartz.CronTrigger trigger = (org.quartz.CronTrigger) endpoint.getComponent()
                .getScheduler()
                .getTrigger(org.quartz.TriggerKey.triggerKey("acme-0", "connectors"));
        assertThat(trigger.getTimeZone().getID()).isEqualTo("Asia/Tokyo");
        assertThat(trigger.getCronExpression()).isEqualTo("0 30 2 ? * *");
    }

    private void schedule(String cron, String zone) throws Exception {
        context.addRouteFromTemplate(
                "schedule-acme-0",
                "schedule",
                Map.of("connector", "acme", "number", 0, "cron", cron, "timeZone", zone));
    }
}
