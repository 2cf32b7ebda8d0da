package io.connectors.salesforce.server;

import io.connectors.salesforce.config.net.Peer;
import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.platform.BoundedAnswers;
import io.connectors.salesforce.platform.WebClient;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** An address that reports are posted to. Its path may be a secret, so no message shows it. */
public final class Webhook implements AutoCloseable {
    private final Peer peer;
    private final BoundedAnswers bounds;
    private final CloseableHttpClient client;

    Webhook(URI address, SSLContext tls, BoundedAnswers bounds, WebProxy proxy) {
        peer = new Peer("The webhook", address, "notify.webhook", "10 seconds", proxy);
        this.bounds = bounds;
        client = WebClient.of(tls, bounds);
    }

    /** Posts JSON, once; answers why it was not taken, with the remedy. */
    public Optional<String> post(byte[] json) {
        HttpPost request = new HttpPost(peer.address());
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        try {
            // whatever its body is, nobody reads it
            return client.execute(request, this::refusal);
        } catch (IOException unanswered) {
            return Optional.of(peer.silent(unanswered));
        } catch (RuntimeException unbounded) {
            return Optional.of(peer.stranger(0));
        }
    }

    private Optional<String> refusal(ClassicHttpResponse answer) throws IOException {
        int status = answer.getCode();
        Header location = answer.getFirstHeader("Location");
        answer.close();
        if (status / 100 == 2) {
            return Optional.empty();
        }
        return Optional.of(
                status / 100 == 3
                        ? peer.moved(status, location == null ? null : location.getValue())
                        : "The webhook answered " + status + ". Check notify.webhook.");
    }

    @Override
    public void close() throws IOException {
        client.close();
        bounds.close();
    }
}
