package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Salesforce;
import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.org.answer.ErrorCode;
import io.connectors.salesforce.org.answer.LoginError;
import io.connectors.salesforce.org.answer.NoSession;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.internal.client.SalesforceSecurityHandler;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The HTTP client of one org. Refuses to make a request to any address but the configured origin and Salesforce's own hosts
 * (stock camel-salesforce follows {@code instance_url} wherever it points), follows no redirect, makes no further login after
 * three refused ones, nor after one whose session was of no use, takes no session that leads elsewhere, drops the revocation
 * that would put the token into a URL, bounds what an answer may consist of besides its body, and counts.
 */
final class GuardedClient extends SalesforceHttpClient {
    private static final String TOKEN_PATH = "/services/oauth2/token";
    private static final String REVOKE_PATH = "/services/oauth2/revoke";
    private static final int REFUSED_LOGINS = 3;
    /** Of an answer's status line, headers and trailers. */
    static final int LARGEST_HEADERS = 64 << 10;

    private final Salesforce settings;
    private final WebProxy proxy;
    private final URI configured;
    private final Origin origin;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger refusedLogins = new AtomicInteger();
    private final Set<Request> underway = ConcurrentHashMap.newKeySet();
    private volatile boolean strayed;
    private volatile boolean abandoned;
    private volatile String limitInfo;
    /** Where the token endpoint sends logins; null while it takes them itself. */
    private volatile OrgFailure gone;
    /** Whether nothing has succeeded since the last login. */
    private volatile boolean unproved;
    /** Whether a request ever succeeded. */
    private volatile boolean succeeded;

    GuardedClient(Salesforce settings, CamelContext context, SslContextFactory.Client tls, WebProxy proxy) {
        super(
                context,
                context.getExecutorServiceManager().newThreadPool(GuardedClient.class, "Salesforce", 2, 20),
                tls);
        this.settings = settings;
        this.proxy = proxy;
        this.configured = settings.url();
        this.origin = Origin.of(configured);
        setFollowRedirects(false);
        setMaxResponseHeadersSize(LARGEST_HEADERS);
        // a request that carries all an answer told it to could grow too large to be sent
        setHttpCookieStore(new HttpCookieStore.Empty());
        ProxyTunnel.open(this, proxy);
    }

    /** Requests so far, token requests left out. */
    long calls() {
        return calls.get();
    }

    /** Whether its session may serve another run: one that never brought anything, or was sent astray, may not. */
    boolean proved() {
        return succeeded && !unproved && !strayed;
    }

    /** Ends every request under way; no other is made. */
    void abandon() {
        strayed = true;
        abandoned = true;
        underway.forEach(request -> request.abort(over()));
    }

    private static OrgFailure over() {
        return new OrgFailure("The connection to Salesforce was closed.");
    }

    /** @throws LoginRefused if the answer to a login gives out no session; an unusable one is an {@link OrgFailure} */
    void checkLogin(int status, String body) throws LoginRefused {
        LoginAnswer.check(status, body, origin);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // in the place of the one of its name: before the handlers of Jetty, one of which takes each 401
        getProtocolHandlers().put(new SessionRenewal(new SalesforceSecurityHandler(this), this));
        // it makes a failure without status and body of a 401 that names no scheme
        getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
        getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
        InterimAnswers.bound(getProtocolHandlers());
    }

    /** The header of the last answer that tells how much of the allowance is used; may be null. */
    String limitInfo() {
        return limitInfo;
    }

    /** Lets a new run log in, whatever happened before. */
    void forgive() {
        refusedLogins.set(0);
        gone = null;
        unproved = false;
    }

    @Override
    public Request newRequest(URI address) {
        return REVOKE_PATH.equals(address.getPath())
                ? DroppedRequest.answering(200)
                : newHttpRequest(new HttpConversation(), address);
    }

    @Override
    public HttpRequest newHttpRequest(HttpConversation conversation, URI address) {
        return guarded(address, permitted -> new WatchedRequest(this, conversation, permitted));
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
        underway.add(request);
        request.onComplete(result -> underway.remove(request));
        request.onResponseHeaders(response -> {
            if (response.getStatus() / 100 == 3) {
                OrgFailure moved = moved(address, response);
                gone = login ? moved : gone;
                response.abort(moved);
            }
        });
        if (login) {
            request.onResponseSuccess(response -> loggedIn(response.getStatus()));
        } else {
            calls.incrementAndGet();
            request.onResponseSuccess(response -> {
                if (response.getStatus() / 100 == 2) {
                    succeeded = true;
                    unproved = false;
                }
                limitInfo = response.getHeaders().get("Sforce-Limit-Info");
            });
        }
        return request;
    }

    private OrgFailure moved(URI address, Response answer) {
        return new OrgFailure(OrgErrors.peer(settings, proxy)
                .at(address)
                .moved(answer.getStatus(), answer.getHeaders().get(HttpHeader.LOCATION)));
    }

    private void loggedIn(int status) {
        if (status == 200) {
            unproved = true;
        } else if (NoSession.refused(status)) {
            refusedLogins.incrementAndGet();
        }
    }

    private Optional<OrgFailure> refusal(URI address, boolean login) {
        if (!isRunning() || abandoned) {
            // a client that is stopped neither sends nor fails
            return Optional.of(over());
        }
        if (!origin.trusts(address)) {
            strayed = true;
            return Optional.of(LoginAnswer.refused(address));
        }
        if (login && gone != null) {
            return Optional.of(gone);
        }
        if (login && refusedLogins.get() >= REFUSED_LOGINS) {
            return Optional.of(new OrgFailure("Salesforce refused the login " + REFUSED_LOGINS
                    + " times; it is not tried again in this run, as lock-outs count refusals. "
                    + LoginError.OTHER.words(settings.authentication())));
        }
        if (login && unproved) {
            return Optional.of(new OrgFailure("Salesforce answered 401 to a session it had just given out. "
                    + ErrorCode.SESSION_WITHOUT_API.words()));
        }
        return Optional.empty();
    }
}
