package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.simulator.ServerAddress;
import io.connectors.salesforce.simulator.ServerAddress.Keys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An org with a key of its own, as in containers. */
class HttpsTest {
    private static final String PASSWORD = "password of the test";

    @TempDir
    private Path folder;

    private Path key() throws Exception {
        Path file = folder.resolve("key.p12");
        List<String> keytool = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.of("-genkeypair -alias org -keyalg EC -dname CN=org -ext san=ip:127.0.0.1".split(" ")))
                .toList();
        Process made = new ProcessBuilder(
                        Stream.of(keytool, List.of("-keystore", file.toString(), "-storepass", PASSWORD))
                                .flatMap(List::stream)
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        return file;
    }

    private static HttpClient trusting(Path key) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        KeyStore keys = KeyStore.getInstance(key.toFile(), PASSWORD.toCharArray());
        trusted.setCertificateEntry("org", keys.getCertificate("org"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    @Test
    void servesHttpsAndNamesItselfSo() throws Exception {
        Path key = key();
        ServerAddress address = new ServerAddress("127.0.0.1", 0, Optional.of(new Keys(key, PASSWORD)));
        try (OrgSimulator org = OrgSimulator.start(OrgOptions.of(1, 1).withAddress(address))) {
            HttpRequest login = HttpRequest.newBuilder(URI.create(org.url() + "/services/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(
                            "grant_type=client_credentials&client_id=demo-key&client_secret=demo-secret"))
                    .build();
            String answer = trusting(key).send(login, BodyHandlers.ofString()).body();

            assertThat(org.url()).startsWith("https://127.0.0.1:");
            assertThat(new ObjectMapper().readTree(answer).path("instance_url").asText())
                    .isEqualTo(org.url());
        }
    }
}
