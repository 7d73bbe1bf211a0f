package dev.warren.bgp.bfd;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A BFD Control packet without authentication section (RFC 5880 section 4.1). Intervals are microseconds, 0 to 2^32-1.
 *
 * @param poll the sender waits for a packet with {@code fin}
 * @param fin the answer to a poll
 * @param controlPlaneIndependent BFD is not part of the sender's control plane
 * @param demand the sender is in demand mode and knows that the session is up
 * @param detectMultiplier 1 to 255
 * @param myDiscriminator the sender's number of the session, never 0
 * @param yourDiscriminator the receiver's number of it, 0 while the sender doesn't know
 * @param requiredMinRx the least interval between packets that the sender can take; 0: it wants none
 */
public record ControlPacket(
        Diagnostic diagnostic,
        BfdState state,
        boolean poll,
        boolean fin,
        boolean controlPlaneIndependent,
        boolean demand,
        int detectMultiplier,
        int myDiscriminator,
        int yourDiscriminator,
        long desiredMinTx,
        long requiredMinRx,
        long requiredMinEchoRx) {
    /** Octets of a packet. */
    public static final int BYTES = 24;

    private static final int VERSION = 1;
    private static final int POLL = 0x20;
    private static final int FINAL = 0x10;
    private static final int CONTROL_PLANE_INDEPENDENT = 0x08;
    private static final int AUTHENTICATION = 0x04;
    private static final int DEMAND = 0x02;
    private static final int MULTIPOINT = 0x01;
    private static final long UNSIGNED = 0xffff_ffffL;

    /**
     * Reads what remains of a buffer; empty if it must be discarded by the checks of RFC 5880 section 6.8.6 that need no session. A
     * packet with an authentication section is discarded: none is configured here.
     */
    public static Optional<ControlPacket> decode(ByteBuffer from) {
        if (from.remaining() < BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = from.slice();
        int first = in.get();
        int second = in.get();
        int multiplier = Byte.toUnsignedInt(in.get());
        int length = Byte.toUnsignedInt(in.get());
        int mine = in.getInt();
        boolean well = (first & 0xff) >> 5 == VERSION
                && length >= BYTES
                && length <= from.remaining()
                && multiplier != 0
                && (second & (MULTIPOINT | AUTHENTICATION)) == 0
                && mine != 0;
        if (!well) {
            return Optional.empty();
        }
        return Optional.of(new ControlPacket(
                Diagnostic.of(first & 0x1f),
                BfdState.of((second & 0xc0) >> 6),
                (second & POLL) != 0,
                (second & FINAL) != 0,
                (second & CONTROL_PLANE_INDEPENDENT) != 0,
                (second & DEMAND) != 0,
                multiplier,
                mine,
                in.getInt(),
                in.getInt() & UNSIGNED,
                in.getInt() & UNSIGNED,
                in.getInt() & UNSIGNED));
    }

    /** Writes its 24 octets. */
    public void encode(ByteBuffer to) {
        int second = state.number() << 6
                | (poll ? POLL : 0)
                | (fin ? FINAL : 0)
                | (controlPlaneIndependent ? CONTROL_PLANE_INDEPENDENT : 0)
                | (demand ? DEMAND : 0);
        to.put((byte) (VERSION << 5 | diagnostic.number()))
                .put((byte) second)
                .put((byte) detectMultiplier)
                .put((byte) BYTES)
                .putInt(myDiscriminator)
                .putInt(yourDiscriminator)
                .putInt((int) desiredMinTx)
                .putInt((int) requiredMinRx)
                .putInt((int) requiredMinEchoRx);
    }
}
