package dev.warren.wg.engine;

import java.lang.foreign.MemorySegment;

/** Answers the sender of a packet that has nowhere to go, as the kernel does. The outbound path's thread. */
public interface Unreachable {
    /** Answers nobody. */
    Unreachable SILENT = new Unreachable() {
        @Override
        public void noPeer(MemorySegment memory, long at, int length, long now) {}

        @Override
        public void noEndpoint(MemorySegment memory, long at, int length, long now) {}
    };

    /** No peer has the destination: ICMP host unreachable, ICMPv6 address unreachable. */
    void noPeer(MemorySegment memory, long at, int length, long now);

    /** The peer is known, not where it is: the same answer in the kernel. */
    void noEndpoint(MemorySegment memory, long at, int length, long now);
}
