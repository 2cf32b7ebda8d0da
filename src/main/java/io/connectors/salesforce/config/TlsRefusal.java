package io.connectors.salesforce.config;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells a TLS connection that was refused, and will be again, from one that merely broke off. */
public final class TlsRefusal {
    private TlsRefusal() {}

    /**
     * Cause and remedy; empty where a failure is none of a handshake, or may pass.
     *
     * @param peer begins the sentence, as in {@code The platform}
     */
    public static Optional<String> explain(Throwable failure, String peer) {
        List<Throwable> causes = Causes.of(failure);
        if (has(causes, CertificateExpiredException.class) || has(causes, CertificateNotYetValidException.class)) {
            return Optional.of(
                    peer + "'s certificate has expired or is not valid yet, so nothing was sent. It has to be"
                            + " renewed there, or this machine's clock set right; trust-store.path does not help.");
        }
        if (has(causes, CertPathBuilderException.class)) {
            return Optional.of(
                    peer + "'s certificate comes from an authority that is not trusted, so nothing was sent."
                            + " If it is the right one, add the authority's certificate to the key store trust-store.path names.");
        }
        if (has(causes, SSLPeerUnverifiedException.class) || has(causes, CertificateException.class)) {
            return Optional.of(peer + "'s certificate is not for the host that was asked, or not valid, so nothing was"
                    + " sent. Check the url in the connector's file; trust-store.path does not help.");
        }
        boolean broken = causes.stream()
                .anyMatch(cause -> cause instanceof IOException && !(cause instanceof SSLHandshakeException));
        return has(causes, SSLHandshakeException.class) && !broken
                ? Optional.of(
                        peer + " and this process agree on no TLS, so nothing was sent. TLS 1.2 or newer is needed.")
                : Optional.empty();
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> kind) {
        return causes.stream().anyMatch(kind::isInstance);
    }
}
