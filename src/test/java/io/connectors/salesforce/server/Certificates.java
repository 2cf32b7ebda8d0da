package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority made by keytool in a folder, and the servers whose certificates it signs. */
final class Certificates {
    static final String PASSWORD = "password of the tests";

    private final Path folder;
    private final String authority;

    Certificates(Path folder, String authority) throws Exception {
        this.folder = folder;
        this.authority = authority;
        keytool(authority, "-ext", "bc:c");
    }

    /** What a server needs to speak for some host names. */
    SSLContext server(String alias, String hosts, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("-ext", "san=" + hosts, "-signer", authority));
        options.addAll(List.of(more));
        keytool(alias, options.toArray(String[]::new));
        KeyStore all = keys();
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        char[] password = PASSWORD.toCharArray();
        one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(one, password);
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(managers.getKeyManagers(), null, null);
        return server;
    }

    /** A trust store of the authority alone. */
    Path trustStore(String type) throws IOException, GeneralSecurityException {
        KeyStore trust = KeyStore.getInstance(type);
        trust.load(null, null);
        trust.setCertificateEntry(authority, keys().getCertificate(authority));
        Path file = folder.resolve(authority + "." + type.toLowerCase(Locale.ROOT));
        try (OutputStream out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** The authority's key and those it signed for, none of which is an authority to be trusted. */
    Path file() {
        return folder.resolve("keys-of-" + authority + ".p12");
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file().toFile(), PASSWORD.toCharArray());
    }

    private void keytool(String alias, String... more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-keyalg", "EC"));
        line.addAll(List.of("-groupname", "secp256r1", "-storepass", PASSWORD));
        line.addAll(List.of("-storetype", "PKCS12", "-keystore", file().toString()));
        line.addAll(List.of(more));
        Process keytool = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
    }
}
