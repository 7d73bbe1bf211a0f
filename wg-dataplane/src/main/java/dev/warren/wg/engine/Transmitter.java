package dev.warren.wg.engine;

import java.lang.foreign.MemorySegment;

/** Sends datagrams. Each path has its own, used on that path's thread only. */
@FunctionalInterface
public interface Transmitter {
    /**
     * Sends bytes as datagrams of {@code segmentSize}, the last one shorter or as long. Losses are silent, as the network's are.
     *
     * @param trafficClass the outer header's TOS or traffic class
     */
    void transmit(PeerEndpoint to, MemorySegment memory, long at, int length, int segmentSize, int trafficClass);
}
