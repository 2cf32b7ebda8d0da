package io.connectors.salesforce.simulator;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Where a simulator listens.
 *
 * @param host 127.0.0.1 for this machine only
 * @param port 0 for a free one
 * @param keyStore its key for https; http without one
 */
public record ServerAddress(String host, int port, Optional<Keys> keyStore) {
    /** A key store with one key; its password is the key's too. */
    public record Keys(Path file, String password) {
        private SSLContext context() throws IOException {
            try {
                KeyStore keys = KeyStore.getInstance(file.toFile(), password.toCharArray());
                KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                managers.init(keys, password.toCharArray());
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                return context;
            } catch (GeneralSecurityException unusable) {
                throw new IOException("The key store " + file + " cannot be used.", unusable);
            }
        }
    }

    /** On this machine only, by http. */
    public static ServerAddress loopback(int port) {
        return new ServerAddress("127.0.0.1", port, Optional.empty());
    }

    /** A server that listens there; it is not started. */
    public HttpServer bind() throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (keyStore.isEmpty()) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keyStore.get().context()));
        return server;
    }

    /** For messages: no password in it. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** What a client writes for a server bound here. */
    public String url(HttpServer server) {
        return (keyStore.isPresent() ? "https://" : "http://") + host + ":"
                + server.getAddress().getPort();
    }
}
