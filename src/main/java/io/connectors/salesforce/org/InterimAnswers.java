package io.connectors.salesforce.org;

import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Passes over the answers that only announce another one (status 1xx), but not for ever. Takes the place of the client's own
 * handlers, which never give up, and which leave those without a name of their own (104 to 199) to the request.
 */
final class InterimAnswers extends EarlyHintsProtocolHandler {
    private static final int MOST = 20;
    private static final String SEEN = InterimAnswers.class.getName();

    /** Makes a client count them. */
    static void bound(ProtocolHandlers handlers) {
        handlers.remove(ContinueProtocolHandler.NAME);
        handlers.remove(ProcessingProtocolHandler.NAME);
        handlers.put(new InterimAnswers());
    }

    private InterimAnswers() {}

    @Override
    public boolean accept(Request request, Response response) {
        return HttpStatus.isInterim(response.getStatus());
    }

    @Override
    protected void onEarlyHints(Request request, HttpFields headers) {
        int seen = request.getAttributes().get(SEEN) instanceof Integer before ? before + 1 : 1;
        request.attribute(SEEN, seen);
        if (seen > MOST) {
            request.abort(new OrgFailure("Salesforce's answer never begins: more than " + MOST
                    + " interim answers (status 1xx) came in its place. Nothing was sent and nobody is removed. Check"
                    + " salesforce.url and what lies between this machine and Salesforce, such as a proxy."));
        }
    }
}
