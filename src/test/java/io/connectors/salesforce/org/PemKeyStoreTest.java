package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Collections;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyStoreTest {
    /** Of a PKCS#8 key: all before the PKCS#1 key in it, which openssl's older form holds alone. */
    private static final int PKCS8_HEAD = 26;

    private static KeyPair pair;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeKey() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("acme.pem"), content);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der) + "\n-----END "
                + kind + "-----\n";
    }

    private static byte[] pkcs8() {
        return pair.getPrivate().getEncoded();
    }

    private static byte[] pkcs1() {
        byte[] whole = pkcs8();
        byte[] key = new byte[whole.length - PKCS8_HEAD];
        System.arraycopy(whole, PKCS8_HEAD, key, 0, key.length);
        return key;
    }

    private static PrivateKey key(KeyStore store) throws GeneralSecurityException {
        return (PrivateKey) store.getKey(Collections.list(store.aliases()).get(0), new char[0]);
    }

    @Test
    void holdsTheKeyOfAPkcs8File() throws Exception {
        KeyStore store = PemKeyStore.of(file(pem("PRIVATE KEY", pkcs8())));

        assertThat(store.size()).isEqualTo(1);
        assertThat(key(store)).isEqualTo(pair.getPrivate());
    }

    @Test
    void holdsTheKeyOfAPkcs1File() throws Exception {
        assertThat(key(PemKeyStore.of(file(pem("RSA PRIVATE KEY", pkcs1()))))).isEqualTo(pair.getPrivate());
    }

    @Test
    void findsTheKeyAmongOtherText() throws Exception {
        String text = "Bag Attributes\r\n    friendlyName: acme\r\n"
                + pem("PRIVATE KEY", pkcs8()).replace("\n", "\r\n") + pem("CERTIFICATE", new byte[] {1, 2, 3});

        assertThat(key(PemKeyStore.of(file(text)))).isEqualTo(pair.getPrivate());
    }

    @Test
    void givesTheKeyAgainAfterItWasDestroyed() throws Exception {
        KeyStore store = PemKeyStore.of(file(pem("PRIVATE KEY", pkcs8())));
        PrivateKey first = key(store);

        assertThat(key(store)).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void isAKeyEntryOnly() throws Exception {
        KeyStore store = PemKeyStore.of(file(pem("PRIVATE KEY", pkcs8())));
        String alias = Collections.list(store.aliases()).get(0);

        assertThat(store.isKeyEntry(alias)).isTrue();
        assertThat(store.isCertificateEntry(alias)).isFalse();
        assertThat(store.containsAlias("another")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void refusesAFileThatHoldsNoKey(String content) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> PemKeyStore.of(file))
                .isInstanceOf(OrgFailure.class)
                .hasMessageContaining("salesforce.privateKey: acme.pem")
                .hasMessageContaining("openssl genrsa");
    }

    @Test
    void refusesACertificateAndAPublicKey() throws IOException {
        for (String kind : new String[] {"CERTIFICATE", "PUBLIC KEY"}) {
            Path file = file(pem(kind, pair.getPublic().getEncoded()));
            assertThatThrownBy(() -> PemKeyStore.of(file)).isInstanceOf(OrgFailure.class);
        }
    }

    @Test
    void refusesAnEncryptedKey() throws IOException {
        Path pkcs8 = file(pem("ENCRYPTED PRIVATE KEY", pkcs8()));
        assertThatThrownBy(() -> PemKeyStore.of(pkcs8)).hasMessageContaining("unencrypted");

        Path pkcs1 = file(pem("RSA PRIVATE KEY", pkcs1())
                .replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233\n\n"));
        assertThatThrownBy(() -> PemKeyStore.of(pkcs1)).hasMessageContaining("unencrypted");
    }

    @Test
    void refusesAKeyOfAnotherKind() throws Exception {
        byte[] elliptic = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path file = file(pem("PRIVATE KEY", elliptic));

        assertThatThrownBy(() -> PemKeyStore.of(file)).hasMessageContaining("no RSA key");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> PemKeyStore.of(folder.resolve("missing.pem")))
                .isInstanceOf(OrgFailure.class)
                .hasMessageContaining("missing.pem");
    }

    @Test
    void neverRepeatsTheKeyInAMessage() throws IOException {
        String base64 = Base64.getEncoder().encodeToString(pkcs1());
        Path file = file("-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----");

        assertThatThrownBy(() -> PemKeyStore.of(file))
                .isInstanceOf(OrgFailure.class)
                .hasMessageNotContaining(base64.substring(0, 20));
    }
}
