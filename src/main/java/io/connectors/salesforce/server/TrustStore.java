package io.connectors.salesforce.server;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** What TLS is spoken with, and whose certificates count: those of {@code trust-store.path}, or the JVM's own. */
final class TrustStore {
    private TrustStore() {}

    /** @throws IllegalArgumentException with key, value and remedy if the trust store cannot be used */
    static SSLContextParameters tls(Settings settings) {
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.2", "TLSv1.3"));
        SSLContextParameters tls = new SSLContextParameters();
        tls.setSecureSocketProtocols(protocols);
        String path = settings.text("trust-store.path");
        if (!path.isEmpty()) {
            KeyStoreParameters store = new KeyStoreParameters();
            store.setKeyStore(read(path, settings.text("trust-store.password")));
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setKeyStore(store);
            tls.setTrustManagers(trust);
        }
        return tls;
    }

    private static KeyStore read(String path, String password) {
        File file = new File(path);
        if (!file.isFile() || !file.canRead()) {
            throw unusable(
                    path,
                    "there is no such file, or it cannot be read. Name a key store (PKCS12 or JKS), or"
                            + " leave it empty for the JVM's own");
        }
        try {
            KeyStore store = KeyStore.getInstance(file, password.isEmpty() ? null : password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    return store;
                }
            }
        } catch (IOException | GeneralSecurityException refused) {
            throw unusable(
                    path,
                    "it is no key store, or trust-store.password is wrong. Make one by keytool"
                            + " -importcert -file ca.pem -keystore " + path);
        }
        throw unusable(
                path,
                "it holds no authority that could be trusted, or trust-store.password is missing. Add one"
                        + " by keytool -importcert -file ca.pem -keystore " + path);
    }

    private static IllegalArgumentException unusable(String path, String why) {
        return new IllegalArgumentException("trust-store.path = " + path + " is not allowed: " + why + ".");
    }
}
