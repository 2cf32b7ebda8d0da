package io.connectors.salesforce.observe;

import io.connectors.salesforce.server.BoundedHttp;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.Ports;
import io.connectors.salesforce.server.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.prometheus.MicrometerPrometheus;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health and metrics over HTTP, at a port of their own and without a token. They end with the connector server. */
public final class Management {
    private static final Logger LOG = LoggerFactory.getLogger(Management.class);
    private static final String PATH = "/observe";

    private Management() {}

    /**
     * Opens it at {@code management.host} and {@code management.port}.
     *
     * @throws IllegalArgumentException if that address cannot be had
     */
    public static void open(ConnectorServer server) {
        Settings settings = server.settings();
        String host = settings.text("management.host");
        int port = settings.number("management.port", 1);
        Ports.free("management", host, port);
        CamelContext context = server.context();
        health(server, context);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Registry beans = context.getRegistry();
        beans.bind(MicrometerConstants.METRICS_REGISTRY_NAME, registry);
        Metrics metrics = new Metrics(server, registry);
        server.listen(metrics);
        try {
            ManagementHttpServer http = new ManagementHttpServer();
            http.setCamelContext(context);
            http.setHost(host);
            http.setPort(port);
            http.setPath("/");
            http.setHealthCheckEnabled(true);
            http.setHealthPath(PATH + "/health");
            http.setMetricsEnabled(true);
            BoundedHttp.start(http, server);
            Predicate<String> hosts = Ports.answeredHosts(host);
            http.getRouter().route().order(-2).handler(request -> guard(hosts, request));
            http.getRouter().route(PATH + "/metrics").order(-1).blockingHandler(request -> {
                try {
                    metrics.refresh();
                } catch (RuntimeException away) {
                    LOG.debug("The gauges of connectors are as they were", away);
                }
                request.next();
            });
            context.addService(prometheus(context));
        } catch (Exception failed) {
            throw new IllegalStateException("Health and metrics did not start: " + failed.getMessage(), failed);
        }
    }

    /** Nothing here is for web pages. */
    private static void guard(Predicate<String> hosts, RoutingContext request) {
        request.response()
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        if (hosts.test(request.request().getHeader("Host"))) {
            request.next();
        } else {
            request.response()
                    .setStatusCode(421)
                    .putHeader("Connection", "close")
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("Only this machine is listened on, so only localhost and its addresses are answered; see"
                            + " management.host.\n");
        }
    }

    private static void health(ConnectorServer server, CamelContext context) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        checks.setExposureLevel("full");
        checks.register(new DatabaseCheck(server));
        checks.register(new ConnectorsCheck(server));
    }

    private static MicrometerPrometheus prometheus(CamelContext context) {
        MicrometerPrometheus prometheus = new MicrometerPrometheus();
        prometheus.setCamelContext(context);
        prometheus.setPath(PATH + "/metrics");
        prometheus.setEnableRoutePolicy(false);
        prometheus.setEnableExchangeEventNotifier(false);
        prometheus.setEnableRouteEventNotifier(false);
        prometheus.setEnableMessageHistory(false);
        prometheus.setBinders("jvm-memory,jvm-gc,jvm-thread,processor,uptime");
        return prometheus;
    }
}
