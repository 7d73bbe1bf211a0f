package dev.warren.wg.engine;

import dev.warren.net.IpFamily;

/** Keeps a flood of handshake messages away before it fills the socket's buffer. The inbound path's thread. */
@FunctionalInterface
public interface FloodGuard {
    /** Lets everything in. */
    FloodGuard NONE = (family, network, now) -> {};

    /**
     * A source sends more handshake messages than can be looked at. Called for each that is refused: once nobody is refused any more for a
     * while, the flood is over. A few of the source's messages must go on to pass.
     *
     * @param network the IPv4 address, or the upper 64 bits of the IPv6 address
     */
    void keepOut(IpFamily family, long network, long now);
}
