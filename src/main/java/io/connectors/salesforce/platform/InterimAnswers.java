package io.connectors.salesforce.platform;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Passes over the answers that only announce another one (status 1xx), but not for ever as the client does. */
final class InterimAnswers extends HttpRequestExecutor {
    private static final int MOST = 20;

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        return HttpRequestExecutor.builder()
                .withHttp1StreamListener(new Counter())
                .build()
                .execute(request, connection, callback, context);
    }

    /** Of one request. */
    private static final class Counter implements Http1StreamListener {
        private int seen;

        @Override
        public void onRequestHead(HttpConnection connection, HttpRequest request) {}

        @Override
        public void onResponseHead(HttpConnection connection, HttpResponse response) {
            if (response.getCode() < HttpStatus.SC_SUCCESS && ++seen > MOST) {
                throw new PlatformFailure("The platform's answer never begins: more than " + MOST
                        + " interim answers (status 1xx) came in its place. Check platform.url; what was sent without an answer"
                        + " is sent again by the next run.");
            }
        }

        @Override
        public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {}
    }
}
