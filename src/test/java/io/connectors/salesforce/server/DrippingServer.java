package io.connectors.salesforce.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every connection with a start, and then a letter every 50 ms until the client hangs up. */
final class DrippingServer implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] start;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();

    /** @param start in Latin 1 */
    DrippingServer(String start) throws IOException {
        this.start = start.getBytes(StandardCharsets.ISO_8859_1);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                connections.incrementAndGet();
                threads.execute(() -> drip(client));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void drip(Socket client) {
        try (client) {
            OutputStream out = client.getOutputStream();
            out.write(start);
            do {
                out.write('a');
                out.flush();
            } while (!end.await(50, TimeUnit.MILLISECONDS));
        } catch (IOException hungUp) {
            // as it should
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        end.countDown();
        threads.shutdownNow();
    }
}
