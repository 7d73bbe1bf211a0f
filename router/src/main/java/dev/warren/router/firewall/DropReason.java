package dev.warren.router.firewall;

/** Why the firewall drops a packet; each has a named counter in the table. */
public enum DropReason {
    /** It came from the tunnel to be forwarded, with a source that no peer may have. */
    FORWARD_SOURCE("forward-source"),
    /** It came from the tunnel to be forwarded to an interface outside the overlay. */
    FORWARD_OUT("forward-out"),
    /** It came from an interface outside the overlay to be forwarded into the tunnel. */
    FORWARD_IN("forward-in"),
    /** It came from the tunnel to this host, with a source that no peer may have. */
    INPUT_SOURCE("input-source"),
    /** It is this host's own advice to a peer to send directly to another. */
    REDIRECT("output-redirect");

    private final String counterName;

    DropReason(String counterName) {
        this.counterName = counterName;
    }

    /** The counter's name in the nftables table. */
    public String counterName() {
        return counterName;
    }
}
