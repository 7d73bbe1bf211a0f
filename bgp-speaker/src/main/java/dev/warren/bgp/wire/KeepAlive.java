package dev.warren.bgp.wire;

/** KEEPALIVE (RFC 4271 section 4.4): a header and nothing else. */
public record KeepAlive() implements Message {
    /** The one there is. */
    public static final KeepAlive KEEPALIVE = new KeepAlive();
}
