package dev.warren.wg.engine;

import dev.warren.net.IpFamily;

/** Where the datagram at hand came from and where it went to; overwritten for the next. The inbound path's thread. */
public final class Arrival {
    IpFamily family = IpFamily.V4;
    long high;
    long low;
    int scope;
    int port;
    long localHigh;
    long localLow;
    int trafficClass;

    /** The sender. */
    public Arrival from(IpFamily fromFamily, long fromHigh, long fromLow, int fromScope, int fromPort) {
        family = fromFamily;
        high = fromHigh;
        low = fromLow;
        scope = fromScope;
        port = fromPort;
        return this;
    }

    /** Our address that it was sent to, and the outer header's TOS or traffic class. */
    public Arrival to(long toHigh, long toLow, int outerTrafficClass) {
        localHigh = toHigh;
        localLow = toLow;
        trafficClass = outerTrafficClass;
        return this;
    }
}
