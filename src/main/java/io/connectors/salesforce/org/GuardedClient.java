package io.connectors.salesforce.org;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The HTTP client of one org. Refuses to make a request to any address but the configured origin and Salesforce's own hosts
 * (stock camel-salesforce follows {@code instance_url} wherever it points), follows no redirect, makes no further login after
 * three refused ones, drops the revocation that would put the token into a URL, and counts.
 */
final class GuardedClient extends SalesforceHttpClient {
    private static final String TOKEN_PATH = "/services/oauth2/token";
    private static final String REVOKE_PATH = "/services/oauth2/revoke";
    private static final int REFUSED_LOGINS = 3;

    private final Origin configured;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger refusedLogins = new AtomicInteger();
    private volatile boolean strayed;

    GuardedClient(URI configured, CamelContext context, SslContextFactory.Client tls) {
        super(
                context,
                context.getExecutorServiceManager().newThreadPool(GuardedClient.class, "Salesforce", 2, 20),
                tls);
        this.configured = Origin.of(configured);
        setFollowRedirects(false);
    }

    /** Requests so far, token requests left out. */
    long calls() {
        return calls.get();
    }

    /** Whether it was sent astray, so that the session it serves is not to be used again. */
    boolean strayed() {
        return strayed;
    }

    /** Lets a new run log in, whatever happened before. */
    void forgive() {
        refusedLogins.set(0);
    }

    @Override
    public Request newRequest(URI address) {
        return TOKEN_PATH.equals(address.getPath())
                ? watchLogin(super.newRequest(guard(address)))
                : REVOKE_PATH.equals(address.getPath())
                        ? DroppedRequest.answering(200)
                        : super.newRequest(guard(address));
    }

    @Override
    public HttpRequest newHttpRequest(HttpConversation conversation, URI address) {
        HttpRequest request = super.newHttpRequest(conversation, guard(address));
        if (TOKEN_PATH.equals(address.getPath())) {
            watchLogin(request);
        } else {
            calls.incrementAndGet();
        }
        return request;
    }

    @Override
    public Request copyRequest(Request request, URI address) {
        Request copy = super.copyRequest(request, guard(address));
        if (TOKEN_PATH.equals(address.getPath())) {
            watchLogin(copy);
        } else {
            calls.incrementAndGet();
        }
        return copy;
    }

    private URI guard(URI address) {
        if (!configured.trusts(address)) {
            strayed = true;
            throw new OrgFailure("Refused: a request was to go to " + address.getScheme() + "://" + address.getHost()
                    + ", which is neither the configured Salesforce URL nor a host of Salesforce. Nothing was sent there. If"
                    + " the org has moved, set salesforce.url to its My Domain address.");
        }
        return address;
    }

    private Request watchLogin(Request login) {
        if (refusedLogins.get() >= REFUSED_LOGINS) {
            throw new OrgFailure("Salesforce refused the login " + REFUSED_LOGINS
                    + " times; it is not tried again in this run, as lock-outs count refusals. Check salesforce.consumerKey,"
                    + " consumerSecret, username, password and securityToken.");
        }
        return login.onResponseSuccess(response -> {
            if (response.getStatus() == 200) {
                refusedLogins.set(0);
            } else {
                refusedLogins.incrementAndGet();
            }
        });
    }
}
