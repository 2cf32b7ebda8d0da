package io.connectors.salesforce.platform;

import io.connectors.salesforce.config.net.ProxyRefused;
import io.connectors.salesforce.config.net.WebProxy;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The way of Apache's client through a proxy: a tunnel to each https address, whose login no address ever sees. Where the proxy
 * makes none, the client would take its answer for the address's own.
 */
final class ProxyRoutes extends DefaultRoutePlanner implements ExecChainHandler {
    private final WebProxy proxy;

    private ProxyRoutes(WebProxy proxy) {
        super(null);
        this.proxy = proxy;
    }

    /** Makes a client take it, as far as there is a proxy; nothing of the JVM's own settings counts. */
    static void open(HttpClientBuilder client, WebProxy proxy) {
        ProxyRoutes routes = new ProxyRoutes(proxy);
        client.setRoutePlanner(new UnderscoredHosts(routes));
        client.addExecInterceptorFirst("proxy", routes);
        BasicCredentialsProvider logins = new BasicCredentialsProvider();
        proxy.login()
                .ifPresent(login -> proxy.url()
                        .ifPresent(url -> logins.setCredentials(
                                new AuthScope(host(url)),
                                new UsernamePasswordCredentials(
                                        login.username(),
                                        login.password().value().toCharArray()))));
        client.setDefaultCredentialsProvider(logins);
    }

    private static HttpHost host(URI url) {
        return new HttpHost("http", url.getHost(), url.getPort());
    }

    @Override
    protected HttpHost determineProxy(HttpHost target, HttpContext context) throws HttpException {
        try {
            return proxy.towards(new URI(target.toURI())).map(ProxyRoutes::host).orElse(null);
        } catch (URISyntaxException unwritable) {
            throw new HttpException("Not an address: " + target.toHostString(), unwritable);
        }
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse answer = chain.proceed(request, scope);
        HttpRoute route = scope.route;
        boolean proxys = route.isTunnelled()
                ? scope.clientContext.getSSLSession() == null
                : route.getProxyHost() != null && answer.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED;
        if (proxys) {
            int status = answer.getCode();
            answer.close();
            throw new ProxyRefused(status);
        }
        return answer;
    }
}
