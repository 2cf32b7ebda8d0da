package io.connectors.salesforce.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What one client of an HTTP server may take. Its connection is closed where it is slower than {@value #SECONDS} s with a head,
 * a body or the next request, or does not take its answers, or asks for more before it took them. It may wait for an answer as
 * long as it likes. Must stand next to the server, behind the codec.
 */
final class ConnectionLimits extends ChannelDuplexHandler {
    static final int SECONDS = 60;
    private static final int PERIOD = 5;
    private static final int MOST_AT_ONCE = 32;

    private ScheduledFuture<?> clock;
    private int waited;
    /** Requests that are not answered yet. */
    private int owed;
    /** Whether a request has begun and is not whole yet. */
    private boolean receiving;

    private boolean informational;
    private boolean last;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        clock = context.executor().scheduleAtFixedRate(() -> tick(context), PERIOD, PERIOD, TimeUnit.SECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        clock.cancel(false);
    }

    private void tick(ChannelHandlerContext context) {
        boolean clientsTurn = receiving || owed == 0 || !context.channel().isWritable();
        waited = clientsTurn ? waited + PERIOD : 0;
        if (waited >= SECONDS) {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (last) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest) {
            // answers nobody takes are kept outside the heap, requests nobody answered yet in it
            if (!context.channel().isWritable() || owed == MOST_AT_ONCE) {
                last = true;
                ReferenceCountUtil.release(message);
                context.close();
                return;
            }
            owed++;
            receiving = true;
            waited = 0;
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
            waited = 0;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ChannelPromise written = promise;
        if (message instanceof HttpResponse response) {
            informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            last |= !informational
                    && response.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        }
        if (message instanceof LastHttpContent && !informational) {
            owed--;
            waited = 0;
            if (last) {
                written = promise.unvoid().addListener(ChannelFutureListener.CLOSE);
            }
        }
        context.write(message, written);
    }
}
