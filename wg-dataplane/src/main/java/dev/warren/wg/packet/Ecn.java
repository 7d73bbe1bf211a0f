package dev.warren.wg.packet;

import java.lang.foreign.MemorySegment;

/** Explicit congestion notification through the tunnel, normal mode (RFC 6040 section 4). */
public final class Ecn {
    private static final int MASK = 3;
    private static final int NOT_ECT = 0;
    private static final int ECT_1 = 1;
    private static final int ECT_0 = 2;
    private static final int CE = 3;

    private Ecn() {}

    /** The outer header's traffic class for an inner one: its ECN bits, DSCP 0. */
    public static int encapsulate(int innerTrafficClass) {
        return innerTrafficClass & MASK;
    }

    /** Brings the outer header's mark into the packet; false if it must be dropped (section 4.2, figure 4). */
    public static boolean decapsulate(MemorySegment memory, long at, int outerTrafficClass) {
        int outer = outerTrafficClass & MASK;
        if (outer == NOT_ECT || outer == ECT_0) {
            return true;
        }
        int trafficClass = IpHeader.trafficClass(memory, at);
        int inner = trafficClass & MASK;
        if (inner == NOT_ECT) {
            return outer != CE;
        }
        if (inner != CE && (outer == CE || inner == ECT_0)) {
            IpHeader.setTrafficClass(memory, at, (trafficClass & ~MASK) | (outer == CE ? CE : ECT_1));
        }
        return true;
    }
}
