package io.connectors.salesforce.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Speaks TLS before a server that does not, byte by byte. */
final class TlsFront implements AutoCloseable {
    private final ServerSocket server;
    private final URI behind;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    TlsFront(SSLContext tls, String behind) throws IOException {
        this.behind = URI.create(behind);
        server = tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** In place of scheme, host and port of the server behind. */
    String url() {
        return "https://localhost:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    /** What was said to the server behind, so far. */
    String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    /** How often somebody began to speak. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket plain = new Socket(behind.getHost(), behind.getPort())) {
            threads.execute(() -> copy(plain, client));
            listen(client, plain);
        } catch (IOException refused) {
            // the client hung up
        }
    }

    private void listen(Socket client, Socket plain) throws IOException {
        byte[] some = new byte[8192];
        for (int read = client.getInputStream().read(some);
                read >= 0;
                read = client.getInputStream().read(some)) {
            heard.write(some, 0, read);
            plain.getOutputStream().write(some, 0, read);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // either hung up
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
