package dev.warren.wg.engine;

import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;

/**
 * Where a peer is: its address, and the address of ours that it last wrote to, from which to answer. Immutable but for what
 * sending learns about it. Any thread.
 */
public final class PeerEndpoint {
    final IpFamily family;
    final long high;
    final long low;
    final int scope;
    final int port;
    private final long localHigh;
    private final long localLow;
    private volatile boolean hasSource;
    private volatile boolean unsegmented;

    private PeerEndpoint(
            IpFamily family,
            long high,
            long low,
            int scope,
            int port,
            boolean hasSource,
            long localHigh,
            long localLow) {
        this.family = family;
        this.high = high;
        this.low = low;
        this.scope = scope;
        this.port = port;
        this.hasSource = hasSource;
        this.localHigh = localHigh;
        this.localLow = localLow;
    }

    /** An endpoint that was configured. */
    public static PeerEndpoint of(Endpoint endpoint) {
        IpAddress address = endpoint.address();
        return new PeerEndpoint(
                address.family(), address.high(), address.low(), endpoint.scope(), endpoint.port(), false, 0, 0);
    }

    /** The endpoint that something came from. */
    static PeerEndpoint of(Arrival from) {
        int scope = from.family == IpFamily.V6 && from.high >>> 54 == 0xfe80 >>> 6 ? from.scope : 0;
        return new PeerEndpoint(
                from.family, from.high, from.low, scope, from.port, true, from.localHigh, from.localLow);
    }

    boolean matches(Arrival from) {
        return from.low == low
                && from.port == port
                && from.high == high
                && from.family == family
                && (scope == 0 || from.scope == scope)
                && hasSource
                && from.localLow == localLow
                && from.localHigh == localHigh;
    }

    /** True if the address, its scope and the port are the same. */
    boolean isSamePlace(PeerEndpoint other) {
        return low == other.low
                && high == other.high
                && port == other.port
                && scope == other.scope
                && family == other.family;
    }

    /** The same without a source address. */
    PeerEndpoint withoutSource() {
        return hasSource ? new PeerEndpoint(family, high, low, scope, port, false, 0, 0) : this;
    }

    public IpFamily family() {
        return family;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    public int scope() {
        return scope;
    }

    public int port() {
        return port;
    }

    /** True if datagrams should leave from {@link #localHigh} and {@link #localLow}. */
    public boolean hasSource() {
        return hasSource;
    }

    public long localHigh() {
        return localHigh;
    }

    public long localLow() {
        return localLow;
    }

    /** Sending found that our address is gone. */
    public void clearSource() {
        hasSource = false;
    }

    /** True if the way there refuses segmented sends. */
    public boolean isUnsegmented() {
        return unsegmented;
    }

    /** Sending found that the way there refuses segmented sends. */
    public void setUnsegmented() {
        unsegmented = true;
    }

    /** The same as a value. */
    public Endpoint toEndpoint() {
        IpAddress address = family == IpFamily.V4 ? IpAddress.ofV4((int) low) : IpAddress.ofV6(high, low);
        return new Endpoint(address, scope, port);
    }

    /** The address in network order, 4 or 16 bytes. */
    byte[] addressBytes() {
        return family == IpFamily.V4
                ? ByteBuffer.allocate(4).putInt((int) low).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** Address and port: what a cookie is bound to. */
    byte[] addressAndPort() {
        byte[] address = addressBytes();
        return ByteBuffer.allocate(address.length + 2)
                .put(address)
                .putShort((short) port)
                .array();
    }

    @Override
    public String toString() {
        return toEndpoint().toString();
    }
}
