package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.config.Connectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrgRetriesTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final OrgRetries retries = new OrgRetries(4, 6, Duration.ofMillis(100), Duration.ofMillis(500));
    private Exchange exchange;

    @BeforeEach
    void open() {
        exchange = new DefaultExchange(context);
        new Orgs(Duration.ofSeconds(1))
                .open(Connectors.of("acme.yaml", """
                        name: Acme
                        salesforce: { url: "http://127.0.0.1:9", authentication: client-credentials, consumerKey: k, consumerSecret: s }
                        schedule: { repeats: manual }
                        platform: { type: rest, url: "https://platform.example/api", token: t }
                        """, text -> text).find("acme").orElseThrow(), exchange);
    }

    @AfterEach
    void close() {
        context.stop();
    }

    private boolean again(int status) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new SalesforceException(List.of(), status));
        retries.process(exchange);
        return exchange.getProperty("again", Boolean.class);
    }

    @Test
    void repeatsARequestAFewTimesWithGrowingDelays() {
        List<Long> delays = new ArrayList<>();
        while (again(503)) {
            delays.add(exchange.getIn().getHeader(Exchange.REDELIVERY_DELAY, Long.class));
        }

        assertThat(delays).hasSize(4);
        assertThat(delays.get(0)).isBetween(50L, 100L);
        assertThat(delays.get(1)).isBetween(100L, 200L);
        assertThat(delays.get(2)).isBetween(200L, 400L);
        assertThat(delays.get(3)).as("the longest there is").isBetween(250L, 500L);
    }

    @Test
    @SuppressWarnings("deprecation")
    void handsTheDelayToCamelWhereTheFailedRequestHasAnOutMessage() {
        exchange.getOut().setBody("what camel-salesforce leaves");

        assertThat(again(503)).isTrue();

        assertThat(exchange.getIn().getHeader(Exchange.REDELIVERY_DELAY, Long.class))
                .isBetween(50L, 100L);
    }

    @Test
    void repeatsNoMoreOftenInARunThanItsBudget() {
        int repeated = 0;
        for (int request = 0; request < 5; request++) {
            retries.start(exchange);
            for (int i = 0; i < 3; i++) {
                repeated += again(500) ? 1 : 0;
            }
        }

        assertThat(repeated).isEqualTo(6);
    }

    @Test
    void neverRepeatsWhatWillNotPass() {
        assertThat(again(400)).isFalse();
        assertThat(again(401)).isFalse();
        assertThat(again(403)).isFalse();
        assertThat(again(404)).isFalse();
        retries.start(exchange);
        assertThat(again(503)).isTrue();
    }
}
