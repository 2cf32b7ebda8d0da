package io.connectors.salesforce.org;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.connectors.salesforce.config.Authentication;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Salesforce;
import io.connectors.salesforce.config.Secret;
import io.connectors.salesforce.config.net.WebProxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.internal.SalesforceSession;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The Salesforce component of one connector: a Camel scheme {@code salesforce-ID} with a login and a client of its own. */
public final class OrgConnection implements LongSupplier {
    /** Salesforce sends up to some megabytes a page. */
    static final int LARGEST_ANSWER = 64 << 20;

    private static final int LONGEST_REQUEST = 32 << 10;
    private static final long LONGEST_CONNECT_MS = 10_000;

    private final Salesforce settings;
    private final SalesforceComponent component;
    private final GuardedClient client;
    private final long callsBefore;
    private final AtomicInteger repeated = new AtomicInteger();
    private volatile Allowance allowance;

    private OrgConnection(Salesforce settings, SalesforceComponent component, GuardedClient client, long callsBefore) {
        this.settings = settings;
        this.component = component;
        this.client = client;
        this.callsBefore = callsBefore;
    }

    /** @param longest from the start of a request to the end of its answer */
    static OrgConnection open(Connector connector, CamelContext context, Duration longest) throws Exception {
        Salesforce settings = connector.salesforce();
        GuardedClient client = new GuardedClient(settings, context, tls(context), proxy(context));
        SalesforceComponent component = new SalesforceComponent(context);
        component.setLoginUrl(settings.url().toString());
        component.setLazyLogin(true);
        component.setClientId(claim(settings, settings.consumerKey()));
        login(component, settings);
        component.setHttpClientIdleTimeout(longest.toMillis());
        component.setHttpClientConnectionTimeout(Math.min(LONGEST_CONNECT_MS, longest.toMillis()));
        component.setHttpRequestTimeout(longest.toMillis());
        component.setHttpMaxContentLength(LARGEST_ANSWER);
        component.setHttpRequestBufferSize(LONGEST_REQUEST);
        SalesforceEndpointConfig endpoints = new SalesforceEndpointConfig();
        endpoints.setApiVersion(settings.apiVersion());
        endpoints.setRawPayload(true);
        endpoints.setHttpClient(client);
        component.setConfig(endpoints);
        context.addComponent(scheme(connector), component);
        return new OrgConnection(settings, component, client, 0);
    }

    /** What requests of a context have to pass. */
    static WebProxy proxy(CamelContext context) {
        WebProxy proxy = context.getRegistry().lookupByNameAndType("proxy", WebProxy.class);
        return proxy == null ? WebProxy.NONE : proxy;
    }

    private static SslContextFactory.Client tls(CamelContext context) throws Exception {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        SSLContextParameters own = context.getSSLContextParameters();
        tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        tls.setSslContext((own == null ? new SSLContextParameters() : own).createSSLContext(context));
        return tls;
    }

    private static void login(SalesforceComponent component, Salesforce settings) {
        component.setAuthenticationType(
                switch (settings.authentication()) {
                    case PASSWORD -> AuthenticationType.USERNAME_PASSWORD;
                    case CLIENT_CREDENTIALS -> AuthenticationType.CLIENT_CREDENTIALS;
                    case JWT -> AuthenticationType.JWT;
                });
        if (settings.authentication() == Authentication.JWT) {
            KeyStoreParameters keystore = new KeyStoreParameters();
            keystore.setKeyStore(PemKeyStore.of(settings.privateKey().orElseThrow()));
            keystore.setPassword("");
            component.setKeystore(keystore);
        } else {
            component.setClientSecret(
                    settings.consumerSecret().map(Secret::value).orElseThrow());
        }
        if (settings.authentication() != Authentication.CLIENT_CREDENTIALS) {
            component.setUserName(claim(settings, settings.username().orElseThrow()));
        }
        if (settings.authentication() == Authentication.PASSWORD) {
            component.setPassword(settings.loginPassword().map(Secret::value).orElseThrow());
        }
    }

    /** A value of the assertion's JSON, into which Camel puts it as it is. */
    private static String claim(Salesforce settings, String value) {
        return settings.authentication() == Authentication.JWT
                ? String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value))
                : value;
    }

    static String scheme(Connector connector) {
        return "salesforce-" + connector.id();
    }

    /** The same connection for another run: its calls count from now, its refused logins are forgiven. */
    OrgConnection again() {
        client.forgive();
        return new OrgConnection(settings, component, client, client.calls());
    }

    boolean serves(Connector connector) {
        return settings.equals(connector.salesforce()) && client.proved();
    }

    /** Requests to Salesforce since this run began, token requests left out. */
    public long getCalls() {
        return client.calls() - callsBefore;
    }

    /** {@link #getCalls}, for whoever knows nothing of orgs. */
    @Override
    public long getAsLong() {
        return getCalls();
    }

    /** Ends every request under way, for a run that is over; the connection serves no other. */
    void abandon() {
        client.abandon();
    }

    /** Counts a repetition of a failed request, unless the run has made as many as it may. */
    boolean repeat(int budget) {
        return repeated.getAndUpdate(made -> made < budget ? made + 1 : made) < budget;
    }

    /** What the org allows, as its limits tell or else the last answer; absent where neither does. */
    Optional<Allowance> allowance() {
        return Optional.ofNullable(allowance).or(() -> Allowance.of(client.limitInfo()));
    }

    void allowance(Allowance told) {
        allowance = told;
    }

    /** The address of the org's limits. */
    public String getLimits() {
        return "/services/data/v" + settings.apiVersion() + "/limits";
    }

    /** The Id of the org, as the login told it; null before. */
    public String getOrgId() {
        return component.getSession().getOrgId();
    }

    /** The session that a connector has in a context now, if any; it is a secret. */
    public static List<String> session(Connector connector, CamelContext context) {
        SalesforceSession session = context.hasComponent(scheme(connector)) instanceof SalesforceComponent component
                ? component.getSession()
                : null;
        return session == null || session.getAccessToken() == null ? List.of() : List.of(session.getAccessToken());
    }

    static void close(Connector connector, CamelContext context) throws Exception {
        context.removeEndpoints(scheme(connector) + ":*");
        context.removeComponent(scheme(connector));
    }
}
