package io.connectors.salesforce.org;

import org.apache.camel.component.salesforce.internal.client.SalesforceSecurityHandler;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/**
 * Logs in again where a request is answered 401, by camel-salesforce's own handler, whose two mistakes end here: it takes the
 * answers of the login itself, and what it throws is lost in a thread of the client. Either way the run would wait for ever.
 */
final class SessionRenewal implements ProtocolHandler {
    static final String NAME = "CamelSalesforceSecurityHandler";
    private static final String CAMEL = SalesforceSecurityHandler.class.getName();
    /** Set on the conversations of all requests but the login. */
    private static final String CLIENT = CAMEL + "camel-salesforce-client";
    /** Set while a conversation logs in again: the request that was answered 401. */
    private static final String ANSWERED_401 = CAMEL + ".request";

    private final ProtocolHandler camel;
    private final GuardedClient client;

    SessionRenewal(ProtocolHandler camel, GuardedClient client) {
        this.camel = camel;
        this.client = client;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean accept(Request request, Response response) {
        return request instanceof HttpRequest own
                && own.getConversation().getAttribute(CLIENT) != null
                && camel.accept(request, response);
    }

    @Override
    public Response.Listener getResponseListener() {
        BufferingResponseListener listener = (BufferingResponseListener) camel.getResponseListener();
        return new WatchedAnswer(listener, result -> complete(listener, result));
    }

    private void complete(BufferingResponseListener listener, Result result) {
        HttpConversation conversation = ((HttpRequest) result.getRequest()).getConversation();
        Request waiting = (Request) conversation.getAttribute(ANSWERED_401);
        try {
            if (waiting != null && result.isSucceeded()) {
                client.checkLogin(result.getResponse().getStatus(), listener.getContentAsString());
            }
            listener.onComplete(result);
        } catch (Throwable lost) {
            Request failed = waiting == null ? result.getRequest() : waiting;
            conversation.updateResponseListeners(null);
            conversation
                    .getResponseListeners()
                    .emitFailureComplete(new Result(failed, null, result.getResponse(), lost));
        }
    }
}
