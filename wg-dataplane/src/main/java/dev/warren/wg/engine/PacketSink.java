package dev.warren.wg.engine;

import java.lang.foreign.MemorySegment;

/** Takes decrypted packets. The inbound path's thread. */
public interface PacketSink {
    /** A whole IP packet. At least 10 bytes before it may be overwritten; the memory stays as it is until {@link #flush}. */
    void packet(MemorySegment memory, long at, int length);

    /** Nothing of what was handed over may be referred to afterwards. */
    void flush();
}
