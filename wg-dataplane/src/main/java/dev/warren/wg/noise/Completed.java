package dev.warren.wg.noise;

/** The end of a handshake on one side. */
public final class Completed {
    private final TransportKeys keys;
    private final byte[] bytes;
    private final byte[] handshakeHash;

    Completed(TransportKeys keys, byte[] bytes, byte[] handshakeHash) {
        this.keys = keys;
        this.bytes = bytes;
        this.handshakeHash = handshakeHash;
    }

    /** The session's keys; the responder sends with them only after the initiator's first packet. */
    public TransportKeys keys() {
        return keys;
    }

    /** For the responder the second message, to be sent; for the initiator that message's payload, empty in WireGuard. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The hash of the whole handshake (Noise, section 11.2). */
    public byte[] handshakeHash() {
        return handshakeHash.clone();
    }
}
