package io.connectors.salesforce.platform;

import io.connectors.salesforce.config.net.WebProxy;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;

/**
 * Gives each request a deadline for the whole of its answer, and each answer a largest size once unpacked; the timeouts of the
 * client itself hold for a single read only. Lines and headers are bounded by the client (8 KiB, 100 of them). The bean {@code
 * boundedAnswers} of camel-http.
 */
public final class BoundedAnswers implements HttpClientConfigurer, ExecChainHandler, AutoCloseable {
    private static final long LARGEST = 16 << 20;

    private final Duration longest;
    private final WebProxy proxy;
    private final ScheduledExecutorService alarms;

    /**
     * For any number of clients.
     *
     * @param longest from the start of a request to the end of its answer
     * @param proxy what requests may have to pass
     */
    public BoundedAnswers(Duration longest, WebProxy proxy) {
        this.longest = longest;
        this.proxy = proxy;
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "platform-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        alarms = executor;
    }

    WebProxy proxy() {
        return proxy;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("bounded-answers", this);
        client.setRequestExecutor(new InterimAnswers());
        ProxyRoutes.open(client, proxy);
        // nor does an answer make later requests grow, or other connectors' requests carry what it set
        client.disableCookieManagement();
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Deadline deadline = new Deadline((Cancellable) scope.originalRequest);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            // the client has unpacked it already; camel-http would do so a second time
            response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
            HttpEntity entity = response.getEntity();
            if (entity == null) {
                deadline.end();
            } else {
                response.setEntity(new InputStreamEntity(
                        new Bounded(entity.getContent(), deadline),
                        entity.getContentLength(),
                        ContentType.parseLenient(entity.getContentType()),
                        entity.getContentEncoding()));
            }
            return response;
        } catch (IOException failed) {
            throw deadline.cause(failed);
        } catch (HttpException | RuntimeException failed) {
            deadline.end();
            throw failed;
        }
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }

    /** Breaks a request off when its time is over. */
    private final class Deadline {
        private final Cancellable request;
        private final ScheduledFuture<?> alarm;
        private volatile boolean over;

        Deadline(Cancellable request) {
            this.request = request;
            alarm = alarms.schedule(this::expire, longest.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void expire() {
            over = true;
            request.cancel();
        }

        void end() {
            alarm.cancel(false);
        }

        IOException cause(IOException failure) {
            end();
            if (failure instanceof MessageConstraintException) {
                abandon();
                throw new PlatformFailure(
                        "The platform's answer has more headers, or longer ones, than are read of it (100 of 8"
                                + " KiB). Check platform.url; what was sent without an answer is sent again by the next run.");
            }
            return over ? timeout(failure) : failure;
        }

        private IOException timeout(IOException failure) {
            IOException late = new SocketTimeoutException("no whole answer within " + longest.toMillis() + " ms");
            late.initCause(failure);
            return late;
        }

        /** To be called before the client closes an answer, as it would read the rest of it. */
        void abandon() {
            request.cancel();
        }

        PlatformFailure tooLarge() {
            end();
            abandon();
            return new PlatformFailure("The platform's answer is larger than the " + (LARGEST >> 20)
                    + " MiB that are read of it. Check platform.url, or choose a smaller platform.batchSize; what was sent"
                    + " without an answer is sent again by the next run.");
        }
    }

    /** An answer as far as it may go. */
    private static final class Bounded extends FilterInputStream {
        private final Deadline deadline;
        private long left = LARGEST;
        private boolean ended;

        Bounded(InputStream answer, Deadline deadline) {
            super(answer);
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            try {
                int count = in.read(target, from, length);
                left -= Math.max(0, count);
                if (left < 0) {
                    throw deadline.tooLarge();
                }
                if (count < 0) {
                    ended = true;
                    deadline.end();
                }
                return count;
            } catch (IOException failed) {
                throw deadline.cause(failed);
            }
        }

        @Override
        public long skip(long count) throws IOException {
            return read(new byte[(int) Math.min(count, 8192)]);
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() throws IOException {
            if (!ended) {
                deadline.abandon();
            }
            deadline.end();
            super.close();
        }
    }
}
