package io.connectors.salesforce.org;

import io.connectors.salesforce.config.net.ProxyRefused;
import io.connectors.salesforce.config.net.WebProxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.client.BasicAuthentication.BasicResult;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;

/** The way of Jetty's client through a proxy: a tunnel to each https address, whose login no address ever sees. */
final class ProxyTunnel extends HttpProxy {
    private final WebProxy proxy;

    private ProxyTunnel(WebProxy proxy, URI url) {
        super(url.getHost(), url.getPort());
        this.proxy = proxy;
    }

    /** Makes a client take it, as far as there is a proxy. */
    static void open(HttpClient client, WebProxy proxy) {
        proxy.url().map(url -> new ProxyTunnel(proxy, url)).ifPresent(tunnel -> {
            client.getProxyConfiguration().addProxy(tunnel);
            proxy.login()
                    .ifPresent(login -> client.getAuthenticationStore()
                            .addAuthenticationResult(new BasicResult(
                                    tunnel.getURI(),
                                    HttpHeader.PROXY_AUTHORIZATION,
                                    login.username(),
                                    login.password().value(),
                                    StandardCharsets.UTF_8)));
        });
    }

    @Override
    public boolean matches(Origin target) {
        return super.matches(target)
                && proxy.towards(URI.create(target.asString())).isPresent();
    }

    /** Why the proxy made no tunnel, where that is the cause of a failure. */
    static Optional<ProxyRefused> refusal(Throwable failure) {
        return OrgErrors.causes(failure)
                .filter(HttpResponseException.class::isInstance)
                .map(cause -> ((HttpResponseException) cause).getResponse())
                .filter(answer -> answer.getRequest() != null
                        && HttpMethod.CONNECT.is(answer.getRequest().getMethod()))
                .map(answer -> new ProxyRefused(answer.getStatus()))
                .findFirst();
    }
}
