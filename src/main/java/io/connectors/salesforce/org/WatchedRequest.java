package io.connectors.salesforce.org;

import io.connectors.salesforce.org.answer.NoSession;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpException;

/**
 * A request that ends whatever happens: the one that is waited for (the login) by a deadline of its own, the others although
 * their listener fails.
 */
final class WatchedRequest extends HttpRequest {
    private static final int LONGEST_LOGIN = 1 << 20;
    /** The client's own deadline comes first. */
    private static final long GRACE_MS = 2000;

    private final GuardedClient client;

    WatchedRequest(GuardedClient client, HttpConversation conversation, URI address) {
        super(client, conversation, address);
        this.client = client;
        timeout(client.getTimeout(), TimeUnit.MILLISECONDS);
    }

    @Override
    public ContentResponse send() throws InterruptedException, TimeoutException, ExecutionException {
        CompletableFuture<ContentResponse> answer = new CompletableResponseListener(this, LONGEST_LOGIN).send();
        try {
            ContentResponse response = answer.get(getTimeout() + GRACE_MS, TimeUnit.MILLISECONDS);
            client.checkLogin(response.getStatus(), response.getContentAsString());
            return response;
        } catch (InterruptedException | TimeoutException late) {
            abort(late);
            throw late;
        } catch (LoginRefused | OrgFailure refused) {
            throw new ExecutionException(refused);
        } catch (ExecutionException failed) {
            boolean answers = OrgErrors.causes(failed).noneMatch(HttpException.class::isInstance)
                    && ProxyTunnel.refusal(failed).isEmpty();
            throw answers && failed.getCause() instanceof HttpResponseException answered
                    ? new ExecutionException(new LoginRefused(
                            NoSession.read(answered.getResponse().getStatus(), "")))
                    : failed;
        }
    }

    @Override
    public void send(Response.CompleteListener listener) {
        super.send(
                listener instanceof Response.Listener whole
                        ? new WatchedAnswer(whole, result -> complete(whole, result))
                        : listener);
    }

    private static void complete(Response.Listener listener, Result result) {
        try {
            listener.onComplete(result);
        } catch (Throwable lost) {
            listener.onComplete(new Result(result.getRequest(), lost, result.getResponse(), lost));
        }
    }
}
