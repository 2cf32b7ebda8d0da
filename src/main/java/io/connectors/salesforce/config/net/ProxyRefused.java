package io.connectors.salesforce.config.net;

import java.io.IOException;

/** The proxy did not let a request through; nothing of it reached its address. */
public final class ProxyRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** With the status of the proxy's answer. */
    public ProxyRefused(int status) {
        super("the proxy answered " + status);
        this.status = status;
    }

    /** Of the proxy's answer. */
    public int status() {
        return status;
    }

    /** Whether it could not reach the address for now, rather than not let the request through. */
    public boolean passing() {
        return status == 502 || status == 503 || status == 504;
    }
}
