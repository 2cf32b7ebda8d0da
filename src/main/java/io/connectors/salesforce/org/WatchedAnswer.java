package io.connectors.salesforce.org;

import java.util.function.Consumer;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;

/**
 * Hands an answer to a listener, and its end to somebody who copes with a listener that fails: Jetty only logs that, and whoever
 * waits for the answer would wait for ever.
 *
 * @param complete in place of the listener's own
 */
record WatchedAnswer(Response.Listener listener, Consumer<Result> complete) implements Response.Listener {

    @Override
    public void onBegin(Response response) {
        listener.onBegin(response);
    }

    @Override
    public boolean onHeader(Response response, HttpField field) {
        return listener.onHeader(response, field);
    }

    @Override
    public void onHeaders(Response response) {
        listener.onHeaders(response);
    }

    @Override
    public void onContentSource(Response response, Content.Source content) {
        listener.onContentSource(response, content);
    }

    @Override
    public void onSuccess(Response response) {
        listener.onSuccess(response);
    }

    @Override
    public void onFailure(Response response, Throwable failure) {
        listener.onFailure(response, failure);
    }

    @Override
    public void onComplete(Result result) {
        complete.accept(result);
    }
}
