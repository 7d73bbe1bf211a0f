package dev.warren.router.firewall;

import java.io.IOException;

/** nftables is missing or refused; the message has its own words. */
public final class FirewallException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param message what failed and, where it is known, what to do */
    public FirewallException(String message) {
        super(message);
    }

    /**
     * @param message what failed and, where it is known, what to do
     * @param cause why
     */
    public FirewallException(String message, Throwable cause) {
        super(message, cause);
    }
}
