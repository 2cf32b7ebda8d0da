package io.connectors.salesforce.server;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a server, and answers some requests by bytes without an end, as fast as they are taken. */
public final class HostilePeer implements AutoCloseable {
    private static final long MOST_BYTES = 1L << 30;

    /** What never ends. */
    public enum Endless {
        HEADERS("HTTP/1.1 200 OK\r\n", "X-%d: %s\r\n"),
        HEADER_LINE("HTTP/1.1 200 OK\r\nX-Long: ", "%d%s"),
        FOLDED_HEADER("HTTP/1.1 200 OK\r\nX-Folded: a\r\n", " %d%s\r\n"),
        HEADER_NAME("HTTP/1.1 200 OK\r\n", "X%d%s"),
        COOKIES("HTTP/1.1 200 OK\r\n", "Set-Cookie: c%d=%s\r\n"),
        STATUS_LINE("HTTP/1.1 200 ", "%d%s"),
        EMPTY_LINES("", "\r\n"),
        NO_HTTP("", "%d%s"),
        BODY("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", "%d%s"),
        TRAILERS(Endless.CHUNKED + "2\r\n{}\r\n0\r\n", "X-%d: %s\r\n"),
        TRAILER_LINE(Endless.CHUNKED + "2\r\n{}\r\n0\r\nX-Long: ", "%d%s"),
        CHUNK_EXTENSION(Endless.CHUNKED + "2;", "%d%s"),
        CHUNK_SIZE(Endless.CHUNKED, "0"),
        CONTINUE("", "HTTP/1.1 100 Continue\r\n\r\n"),
        PROCESSING("", "HTTP/1.1 102 Processing\r\n\r\n"),
        EARLY_HINTS("", "HTTP/1.1 103 Early Hints\r\nLink: </%d%s>\r\n\r\n"),
        INTERIM_OF_ANOTHER_KIND("", "HTTP/1.1 150 Soon\r\nX: %d%s\r\n\r\n");

        private static final String CHUNKED =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        private final String start;
        private final String more;

        Endless(String start, String more) {
            this.start = start;
            this.more = more;
        }

        /** About 64 KiB, no two the same. */
        private byte[] block(int number) {
            StringBuilder block = new StringBuilder(1 << 17);
            for (int i = 0; block.length() < 1 << 16; i++) {
                block.append(more.formatted(number * 10_000L + i, "a".repeat(60)));
            }
            return block.toString().getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final URI behind;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger attacks = new AtomicInteger();
    private final AtomicInteger attacking = new AtomicInteger();
    private volatile Attack attack;

    private record Attack(String part, Endless kind) {}

    /** @param behind address of the server */
    public HostilePeer(String behind) throws IOException {
        this.behind = URI.create(behind);
        threads.execute(this::accept);
    }

    /** In place of scheme, host and port of the server behind. */
    public String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    /**
     * Begins to be hostile, in another way than before.
     *
     * @param part of the requests to attack: occurs in their first line
     */
    public void attack(String part, Endless kind) {
        attack = new Attack(part, kind);
        attacks.set(0);
        written.set(0);
    }

    /** Hands on every request from now on. */
    public void behave() {
        attack = null;
    }

    /** Requests answered with hostility. */
    public int attacks() {
        return attacks.get();
    }

    /** Whether somebody still takes such an answer. */
    public boolean attacking() {
        return attacking.get() > 0;
    }

    /** Bytes of such answers that were taken. */
    public long written() {
        return written.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            Attack now = attack;
            if (now != null && head.lines().findFirst().orElse("").contains(now.part())) {
                attacks.incrementAndGet();
                attacking.incrementAndGet();
                try {
                    write(now.kind(), client.getOutputStream());
                } finally {
                    attacking.decrementAndGet();
                }
            } else {
                handOn(head, client);
            }
        } catch (IOException hungUp) {
            // as it should
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private void write(Endless kind, OutputStream out) throws IOException {
        out.write(kind.start.getBytes(StandardCharsets.ISO_8859_1));
        for (int number = 0; written.get() < MOST_BYTES; number++) {
            byte[] block = kind.block(number);
            out.write(block);
            written.addAndGet(block.length);
        }
    }

    /** One request a connection. */
    private void handOn(String head, Socket client) throws IOException {
        try (Socket server = new Socket(behind.getHost(), behind.getPort())) {
            open.add(server);
            String closing = head.replaceFirst("(?i)\r\nConnection: [^\r]*", "")
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n");
            server.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            threads.execute(() -> {
                try {
                    client.getInputStream().transferTo(server.getOutputStream());
                } catch (IOException over) {
                    // as the answer is complete
                }
            });
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Closeable each : open) {
            each.close();
        }
        threads.shutdownNow();
    }
}
