package io.connectors.salesforce.org;

import io.connectors.salesforce.config.SmallFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreSpi;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key store in memory with the one RSA key of a PEM file, as openssl writes it ({@code PRIVATE KEY} or {@code RSA PRIVATE
 * KEY}). Camel wants a key store for the JWT login; a real one would ask for a certificate nobody uses.
 */
final class PemKeyStore extends KeyStoreSpi {
    private static final String ALIAS = "key";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (RSA )?PRIVATE KEY-----");
    /** Version 0 and the algorithm rsaEncryption: what PKCS#8 puts before the PKCS#1 key. */
    private static final String RSA_PREFIX = "020100300d06092a864886f70d0101010500";

    private final byte[] pkcs8;

    private PemKeyStore(byte[] pkcs8) {
        this.pkcs8 = pkcs8;
    }

    /** @throws OrgFailure if the file cannot be read or holds no such key */
    static KeyStore of(Path file) {
        try {
            Matcher pem = PEM.matcher(SmallFile.text(file, SmallFile.MOST_BYTES));
            if (!pem.find()) {
                throw unusable(file, "it holds no unencrypted PRIVATE KEY", null);
            }
            byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
            PemKeyStore spi = new PemKeyStore(pem.group(1) == null ? der : wrapped(der));
            spi.engineGetKey(ALIAS, new char[0]);
            KeyStore store = new KeyStore(spi, null, "PEM") {};
            store.load(null, null);
            return store;
        } catch (SmallFile.Unusable unreadable) {
            throw new OrgFailure(
                    "salesforce.privateKey: " + file.getFileName() + " " + unreadable.getMessage() + ".", unreadable);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw unusable(file, "its content is damaged, or of another kind of key", unreadable);
        }
    }

    private static OrgFailure unusable(Path file, String why, Exception cause) {
        return new OrgFailure(
                "salesforce.privateKey: " + file.getFileName() + " is no RSA key in PEM form (" + why
                        + "). Make one by openssl genrsa, and give its certificate to the connected app.",
                cause);
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] octets = tagged(0x04, pkcs1);
        byte[] prefix = HexFormat.of().parseHex(RSA_PREFIX);
        byte[] content = new byte[prefix.length + octets.length];
        System.arraycopy(prefix, 0, content, 0, prefix.length);
        System.arraycopy(octets, 0, content, prefix.length, octets.length);
        return tagged(0x30, content);
    }

    /** A DER value with a length of two bytes, which every RSA key of use has. */
    private static byte[] tagged(int tag, byte[] content) {
        byte[] value = new byte[content.length + 4];
        value[0] = (byte) tag;
        value[1] = (byte) 0x82;
        value[2] = (byte) (content.length >> 8);
        value[3] = (byte) content.length;
        System.arraycopy(content, 0, value, 4, content.length);
        return value;
    }

    /** A new key each time, as Camel destroys it after use. */
    @Override
    public Key engineGetKey(String alias, char[] password) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException(unusable);
        }
    }

    @Override
    public Enumeration<String> engineAliases() {
        return Collections.enumeration(Collections.singleton(ALIAS));
    }

    @Override
    public boolean engineContainsAlias(String alias) {
        return ALIAS.equals(alias);
    }

    @Override
    public int engineSize() {
        return 1;
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
        return ALIAS.equals(alias);
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
        return false;
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
        return new Certificate[0];
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
        return null;
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
        return null;
    }

    @Override
    public Date engineGetCreationDate(String alias) {
        return null;
    }

    @Override
    public void engineLoad(InputStream stream, char[] password) {
        // the key is here already
    }

    @Override
    public void engineStore(OutputStream stream, char[] password) {
        throw new UnsupportedOperationException("in memory only");
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
        throw new UnsupportedOperationException("one key only");
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
        throw new UnsupportedOperationException("one key only");
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) {
        throw new UnsupportedOperationException("one key only");
    }

    @Override
    public void engineDeleteEntry(String alias) {
        throw new UnsupportedOperationException("one key only");
    }
}
