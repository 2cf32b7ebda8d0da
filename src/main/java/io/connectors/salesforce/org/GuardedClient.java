package io.connectors.salesforce.org;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The HTTP client of one org. Refuses to make a request to any address but the configured origin and Salesforce's own hosts
 * (stock camel-salesforce follows {@code instance_url} wherever it points), follows no redirect, makes no further login after
 * three refused ones, nor after one whose session was of no use, drops the revocation that would put the token into a URL, and
 * counts.
 */
final class GuardedClient extends SalesforceHttpClient {
    private static final String TOKEN_PATH = "/services/oauth2/token";
    private static final String REVOKE_PATH = "/services/oauth2/revoke";
    private static final int REFUSED_LOGINS = 3;

    private final URI configured;
    private final Origin origin;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger refusedLogins = new AtomicInteger();
    private volatile boolean strayed;
    private volatile String limitInfo;
    /** Whether nothing has succeeded since the last login. */
    private volatile boolean unproved;

    GuardedClient(URI configured, CamelContext context, SslContextFactory.Client tls) {
        super(
                context,
                context.getExecutorServiceManager().newThreadPool(GuardedClient.class, "Salesforce", 2, 20),
                tls);
        this.configured = configured;
        this.origin = Origin.of(configured);
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

    /** The header of the last answer that tells how much of the allowance is used; may be null. */
    String limitInfo() {
        return limitInfo;
    }

    /** Lets a new run log in, whatever happened before. */
    void forgive() {
        refusedLogins.set(0);
        unproved = false;
    }

    @Override
    public Request newRequest(URI address) {
        return REVOKE_PATH.equals(address.getPath())
                ? DroppedRequest.answering(200)
                : guarded(address, super::newRequest);
    }

    @Override
    public HttpRequest newHttpRequest(HttpConversation conversation, URI address) {
        return guarded(address, permitted -> super.newHttpRequest(conversation, permitted));
    }

    @Override
    public Request copyRequest(Request request, URI address) {
        return guarded(address, permitted -> super.copyRequest(request, permitted));
    }

    /**
     * A request that is watched, or one that fails before it is sent: an exception thrown here would be lost in a thread of the
     * client where the request answers a 401, and its run would wait for ever.
     */
    private <R extends Request> R guarded(URI address, Function<URI, R> client) {
        boolean login = TOKEN_PATH.equals(address.getPath());
        Optional<OrgFailure> refusal = refusal(address, login);
        if (refusal.isPresent()) {
            R request = client.apply(configured);
            request.abort(refusal.get());
            return request;
        }
        R request = client.apply(address);
        if (login) {
            request.onResponseSuccess(response -> loggedIn(response.getStatus()));
        } else {
            calls.incrementAndGet();
            request.onResponseSuccess(response -> {
                unproved &= response.getStatus() / 100 != 2;
                limitInfo = response.getHeaders().get("Sforce-Limit-Info");
            });
        }
        return request;
    }

    private void loggedIn(int status) {
        if (status == 200) {
            unproved = true;
        } else {
            refusedLogins.incrementAndGet();
        }
    }

    private Optional<OrgFailure> refusal(URI address, boolean login) {
        if (!origin.trusts(address)) {
            strayed = true;
            return Optional.of(new OrgFailure("Refused: a request was to go to " + address.getScheme() + "://"
                    + address.getHost() + ", which is neither the configured Salesforce URL nor a host of Salesforce."
                    + " Nothing was sent there. If the org has moved, set salesforce.url to its My Domain address."));
        }
        if (login && refusedLogins.get() >= REFUSED_LOGINS) {
            return Optional.of(new OrgFailure("Salesforce refused the login " + REFUSED_LOGINS
                    + " times; it is not tried again in this run, as lock-outs count refusals. Check"
                    + " salesforce.consumerKey, consumerSecret, username, password and securityToken."));
        }
        if (login && unproved) {
            return Optional.of(
                    new OrgFailure("Salesforce answered 401 to a session it had just given out. Check that the"
                            + " user's password has not expired and that the connected app may use the API."));
        }
        return Optional.empty();
    }
}
