package io.connectors.salesforce.platform;

import io.connectors.salesforce.config.WebAddress;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Sends requests to hosts with an underscore in their name, as services of Docker Compose have. Neither java.net.URI nor camel-http take one
 * for a host, so it comes here under another name.
 */
record UnderscoredHosts(HttpRoutePlanner routes) implements HttpRoutePlanner {
    @Override
    public HttpRoute determineRoute(HttpHost host, HttpContext context) throws HttpException {
        return routes.determineRoute(real(host), context);
    }

    @Override
    public HttpRoute determineRoute(HttpHost host, HttpRequest request, HttpContext context) throws HttpException {
        HttpHost real = real(host);
        if (!real.equals(host)) {
            request.setAuthority(
                    new URIAuthority(real.getHostName(), request.getAuthority().getPort()));
        }
        return routes.determineRoute(real, request, context);
    }

    private static HttpHost real(HttpHost host) {
        String name = WebAddress.real(host.getHostName());
        return name.equals(host.getHostName()) ? host : new HttpHost(host.getSchemeName(), name, host.getPort());
    }
}
