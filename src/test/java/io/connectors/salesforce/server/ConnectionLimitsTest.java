package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may keep a connection, and for how long. */
class ConnectionLimitsTest {
    private final EmbeddedChannel connection =
            new EmbeddedChannel(new HttpRequestDecoder(), new HttpResponseEncoder(), new ConnectionLimits());

    @BeforeEach
    void stopTheClock() {
        connection.freezeTime();
    }

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    private void send(String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private void request() {
        send("GET / HTTP/1.1\r\n\r\n");
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            connection.advanceTimeBy(1, TimeUnit.SECONDS);
            connection.runScheduledPendingTasks();
        }
    }

    private int secondsOfLetters() {
        int seconds = 0;
        while (connection.isOpen() && seconds < 200) {
            send("a");
            pass(1);
            seconds++;
        }
        return seconds;
    }

    private void answer(HttpResponseStatus status) {
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    }

    @Test
    void nobodyWhoSaysNothing() {
        pass(59);
        assertThat(connection.isOpen()).isTrue();
        pass(6);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void nobodyWhoSendsALetterASecondOfAHead() {
        send("GET / HTTP/1.1\r\nX: ");
        assertThat(secondsOfLetters()).isBetween(55, 66);
    }

    @Test
    void nobodyWhoSendsALetterASecondOfABody() {
        send("PUT / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n");
        assertThat(secondsOfLetters()).isBetween(55, 66);
    }

    @Test
    void whoWaitsForAnAnswerOrFollowsEvents() {
        request();
        pass(300);
        assertThat(connection.isOpen()).isTrue();

        connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        for (int i = 0; i < 30; i++) {
            connection.writeOutbound(new DefaultHttpContent(Unpooled.copiedBuffer("data", StandardCharsets.UTF_8)));
            pass(15);
        }
        assertThat(connection.isOpen()).isTrue();

        connection.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        pass(66);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whoAsksNowAndThen() {
        for (int i = 0; i < 10; i++) {
            pass(50);
            request();
            answer(HttpResponseStatus.CONTINUE);
            answer(HttpResponseStatus.OK);
        }
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void nobodyWhoAsksWithoutEndBeforeTheFirstAnswer() {
        for (int i = 0; i < 32; i++) {
            request();
        }
        assertThat(connection.isOpen()).isTrue();
        request();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void nobodyWhoTakesNoAnswer() {
        connection.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        request();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void nobodyWhoStopsToTakeAnAnswer() {
        request();
        connection.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        pass(66);
        assertThat(connection.isOpen()).isFalse();
    }
}
