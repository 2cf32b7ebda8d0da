package io.connectors.salesforce.console;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes first. The console's own files, by their exact addresses, are for everybody; anything else, however
 * it is spelled, is for those who have the token.
 */
final class Border implements Handler<RoutingContext> {
    private static final String NOWHERE = "Nothing is here. The console is at /, the API at /api.";
    private static final Logger LOG = LoggerFactory.getLogger(Border.class);
    private static final String BEARER = "Bearer ";
    /** An address that someone typed: by no spelling one of the API, whose routes it never reaches. */
    private static final Pattern STRAY = Pattern.compile("/(?!api(?:/|$))[A-Za-z0-9_.-]+/?", Pattern.CASE_INSENSITIVE);

    private static final String NOT_FOUND = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Page not found – Salesforce connector</title>
            <link rel="stylesheet" href="/app.css"></head>
            <body><main><h1>Page not found</h1><p>The console is at <a href="/">/</a>, its API at /api.</p></main></body></html>
            """;

    private final ConsoleFiles files;
    private final Predicate<String> hosts;
    private final byte[] token;
    private final RefusedTokens refused = new RefusedTokens();

    /** @param hosts that requests may name */
    Border(ConsoleFiles files, Predicate<String> hosts, String token) {
        this.files = files;
        this.hosts = hosts;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(RoutingContext context) {
        secure(context.response());
        if (!hosts.test(context.request().getHeader("Host"))) {
            close(context, Refusal.misdirected());
            return;
        }
        boolean looks = context.request().method().equals(HttpMethod.GET)
                || context.request().method().equals(HttpMethod.HEAD);
        // the address as it was sent: no spelling of it means another file
        ConsoleFiles.File file = looks ? files.find(context.request().path()) : null;
        if (file != null) {
            context.response().putHeader("Content-Type", file.contentType()).putHeader("Cache-Control", "no-cache");
            context.response().end(Buffer.buffer(file.content()));
        } else if (looks && STRAY.matcher(context.request().path()).matches() && wantsPage(context)) {
            send(context, Answer.page(404, NOT_FOUND));
        } else if (!authorized(context.request().getHeader("Authorization"))) {
            refuse(context);
        } else {
            // a body is JSON whatever it calls itself; a form would be taken apart
            context.request().headers().remove("Content-Type");
            context.next();
        }
    }

    /** What the HTTP server itself refuses, or what fails in it. */
    static void failed(RoutingContext context) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        Refusal refusal =
                switch (context.statusCode()) {
                    case 400 ->
                        Refusal.badRequest("The address does not begin with a slash, or is not what HTTP allows.");
                    case 404 -> Refusal.notFound(NOWHERE);
                    case 413 -> Refusal.tooLarge();
                    default -> Refusal.unexpected(context.request().method().name(), context.failure());
                };
        secure(context.response());
        close(context, refusal);
    }

    private static void close(RoutingContext context, Refusal refusal) {
        context.response().putHeader("Connection", "close");
        send(context, Answer.problem(refusal));
    }

    private static void secure(HttpServerResponse response) {
        response.putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                                + " require-trusted-types-for 'script'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
    }

    private static boolean wantsPage(RoutingContext context) {
        String accepted = context.request().getHeader("Accept");
        return accepted != null && accepted.contains("text/html");
    }

    /** Clients send what is beyond ASCII in UTF-8 or, as browsers do, in Latin-1; it comes as if it were Latin-1. */
    private boolean authorized(String header) {
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        String sent = header.substring(BEARER.length()).strip();
        boolean unicode = MessageDigest.isEqual(token, sent.getBytes(StandardCharsets.UTF_8));
        boolean latin = MessageDigest.isEqual(token, sent.getBytes(StandardCharsets.ISO_8859_1));
        return unicode || latin;
    }

    /** Answers at once, but for addresses that guess: theirs waits, without keeping a thread. */
    private void refuse(RoutingContext context) {
        SocketAddress from = context.request().remoteAddress();
        String address = from == null || from.hostAddress() == null ? "an unknown address" : from.hostAddress();
        boolean guessed = context.request().getHeader("Authorization") != null;
        refused.count(address);
        log(context.vertx());
        long delay = guessed ? refused.delay(address, now()) : 0;
        if (delay == 0) {
            unauthorized(context);
            return;
        }
        context.vertx().setTimer(delay, timer -> {
            refused.answered();
            if (!context.response().closed() && !context.response().ended()) {
                unauthorized(context);
            }
        });
    }

    private static void unauthorized(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        close(context, Refusal.unauthorized());
    }

    /** Writes the line that is due, and has the next one written in a minute. */
    private void log(Vertx vertx) {
        refused.line(now()).ifPresent(line -> {
            LOG.warn("{}", line);
            vertx.setTimer(RefusedTokens.LINE_EVERY_MS, timer -> log(vertx));
        });
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** What no route took. */
    static void notFound(RoutingContext context) {
        send(context, Answer.problem(Refusal.notFound(NOWHERE)));
    }

    static void send(RoutingContext context, Answer answer) {
        context.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .end(Buffer.buffer(answer.body()));
    }
}
