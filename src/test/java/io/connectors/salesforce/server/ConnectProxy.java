package io.connectors.salesforce.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy on loopback that knows made-up hosts: whoever names one got there through it. It makes tunnels, passes http
 * requests on, asks for a login, and refuses or keeps silent if it is told to.
 */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Integer> hosts = new ConcurrentHashMap<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile String login;
    private volatile int status = 200;

    public ConnectProxy() throws IOException {
        threads.execute(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Has a made-up host and port lead to a port of this machine. */
    public void leads(String hostAndPort, int port) {
        hosts.put(hostAndPort, port);
    }

    /** Whom it lets through; null: everybody. */
    void wants(String name, String password) {
        login = name == null
                ? null
                : "Basic "
                        + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** What it answers to a request it lets through; 200: what it is asked for; 0: nothing at all. */
    void answers(int code) {
        status = code;
    }

    /** Request lines and headers so far. */
    public List<String> heads() {
        return heads;
    }

    void forget() {
        heads.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket client) {
        try (client) {
            while (true) {
                String head = head(client.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                heads.add(head);
                if (!answer(client, head)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // the client hung up
        }
    }

    /** Whether the connection goes on. */
    private boolean answer(Socket client, String head) throws IOException {
        if (login != null && !head.contains("Proxy-Authorization: " + login)) {
            say(client, "407 Login", "Proxy-Authenticate: Basic realm=\"house\"\r\nContent-Length: 0\r\n");
            return true;
        }
        if (status == 0) {
            client.getInputStream().transferTo(new ByteArrayOutputStream());
            return false;
        }
        if (status != 200) {
            say(client, status + " No", "Content-Length: 9\r\nConnection: close\r\n");
            client.getOutputStream().write("<html>no.".getBytes(StandardCharsets.UTF_8));
            return false;
        }
        String target = head.split(" ", 3)[1];
        boolean tunnel = head.startsWith("CONNECT ");
        String host = tunnel ? target : target.replaceFirst("http://([^/]+).*", "$1");
        Integer port = hosts.get(host.contains(":") ? host : host + ":80");
        if (port == null) {
            say(client, "503 Unknown host", "Content-Length: 0\r\nConnection: close\r\n");
            return false;
        }
        try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port)) {
            if (tunnel) {
                say(client, "200 Connection established", "");
            } else {
                String path = target.replaceFirst("http://[^/]+", "");
                String passed = head.replaceFirst(" \\S+ ", " " + path + " ").replaceAll("(?m)^Proxy-\\S+ .*\r\n", "");
                there.getOutputStream().write((passed + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            threads.execute(() -> copy(there, client));
            copy(client, there);
        }
        return false;
    }

    private static void say(Socket client, String statusLine, String headers) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + statusLine + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Up to the empty line, which is left out. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text.substring(0, text.length() - 2);
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
