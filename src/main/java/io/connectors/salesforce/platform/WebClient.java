package io.connectors.salesforce.platform;

import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.Timeout;

/** A client for single requests: each on a connection of its own, tried once, and no redirect followed. */
public final class WebClient {
    private static final Timeout CONNECT = Timeout.ofSeconds(10);

    private WebClient() {}

    /**
     * The caller closes it.
     *
     * @param bounds of the answers, and what requests have to pass
     */
    public static CloseableHttpClient of(SSLContext tls, BoundedAnswers bounds) {
        HttpClientBuilder client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .build())
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement();
        bounds.configureHttpClient(client);
        return client.build();
    }
}
