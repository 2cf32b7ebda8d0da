package io.connectors.salesforce.config.net;

import io.connectors.salesforce.config.Causes;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/** Why a request got no answer that could be read. Decided by the kinds of exceptions the HTTP clients throw. */
public enum Silence {
    /** Nothing listens, or something refuses. */
    REFUSED,
    UNKNOWN_HOST,
    NO_ROUTE,
    /** The connection was neither accepted nor refused in time. */
    NOT_CONNECTED,
    /** The connection was there, the answer was not whole in time. */
    LATE,
    /** TLS was offered to somebody who does not speak it. */
    NOT_TLS,
    /** What came is no HTTP. */
    NOT_HTTP,
    /** What came is not compressed as it says. */
    NOT_UNPACKED,
    /** The connection ended before the answer did. */
    BROKEN_OFF;

    /** The kind of a failure; {@link #BROKEN_OFF} where nothing tells more. */
    public static Silence of(Throwable failure) {
        List<Throwable> causes = Causes.of(failure);
        if (is(causes, cause -> cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException)) {
            return UNKNOWN_HOST;
        }
        if (is(
                causes,
                cause -> cause instanceof NoRouteToHostException
                        || cause instanceof PortUnreachableException
                        || cause instanceof SocketException && says(cause, "unreachable"))) {
            return NO_ROUTE;
        }
        // the clients' own: ConnectTimeoutException, HttpConnectTimeoutException, and Jetty's plain one
        if (is(causes, cause -> cause instanceof IOException && says(cause, "connect") && says(cause, "time"))) {
            return NOT_CONNECTED;
        }
        if (is(causes, ConnectException.class::isInstance)) {
            return REFUSED;
        }
        if (is(causes, cause -> cause instanceof SSLException && says(cause, "ssl message"))) {
            return NOT_TLS;
        }
        if (is(causes, cause -> cause instanceof SocketTimeoutException || cause instanceof TimeoutException)) {
            return LATE;
        }
        if (is(causes, ZipException.class::isInstance)) {
            return NOT_UNPACKED;
        }
        // a kind each client has of its own
        if (is(
                causes,
                cause -> !(cause instanceof EOFException)
                        && (cause instanceof ProtocolException
                                || named(
                                        cause,
                                        "BadMessageException",
                                        "ProtocolException",
                                        "UnsupportedHttpVersionException")
                                || says(cause, "protocol violation")
                                || says(cause, "invalid status line")
                                || says(cause, "parser error")))) {
            return NOT_HTTP;
        }
        return BROKEN_OFF;
    }

    private static boolean is(List<Throwable> causes, Predicate<Throwable> kind) {
        return causes.stream().anyMatch(kind);
    }

    private static boolean says(Throwable cause, String words) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }

    private static boolean named(Throwable cause, String... names) {
        return List.of(names).contains(cause.getClass().getSimpleName());
    }
}
