package dev.warren.wg.crypto;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Poly1305 (RFC 8439 section 2.5) as its AEAD applies it to a cipher text without associated data, for eight messages of one length at
 * once: a vector holds one limb of 26 bits, a lane of it belongs to one message. One thread's.
 */
final class Poly1305Lanes {
    /** As many messages as a run takes. */
    static final int LANES = 8;

    private static final VectorSpecies<Long> S = LongVector.SPECIES_512;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final int ROW = 64;
    private static final int QUAD = 64;
    private static final int CHUNK = 8;
    private static final long LIMB = (1 << 26) - 1;
    private static final long LOW = 0xffff_ffffL;

    private final MemorySegment accumulator = NativeMemory.allocateForever(5L * ROW);
    private final MemorySegment key = NativeMemory.allocateForever(5L * ROW);
    private final MemorySegment turned = NativeMemory.allocateForever(CHUNK * 8L * ROW);
    private final MemorySegment ends = NativeMemory.allocateForever(LANES * 2L * QUAD);
    private final long[] tags = new long[2 * LANES];

    /**
     * Computes the authenticators of the messages of a train, eight at most.
     *
     * @param keys where the one-time keys are: the first at 0, the others {@code keyStride} bytes apart
     */
    void run(MemorySegment keys, long keyStride, Train train) {
        int last = train.count() - 1;
        accumulator.fill((byte) 0);
        for (int lane = 0; lane < LANES; lane++) {
            long at = Math.min(lane, last) * keyStride;
            setKey(lane, keys.get(NativeMemory.LONG, at), keys.get(NativeMemory.LONG, at + 8));
        }
        int quads = train.length() / QUAD;
        for (int done = 0; done < quads; done += CHUNK) {
            int some = Math.min(CHUNK, quads - done);
            for (int i = 0; i < some; i++) {
                long at = train.at() + (long) QUAD * (done + i);
                Transposition.ofLongs(train.memory(), at, train.stride(), last, turned, 8L * ROW * i);
            }
            absorb(turned, 4 * some, accumulator, key);
        }
        absorb(turned, turnEnds(train, quads * QUAD), accumulator, key);
        for (int lane = 0; lane <= last; lane++) {
            finish(lane, keys, lane * keyStride + 16);
        }
    }

    /** What is left of each message, padded to blocks, and the block of lengths; returns how many blocks these are. */
    private int turnEnds(Train train, int from) {
        int left = train.length() - from;
        int padded = (left + 15) & -16;
        ends.fill((byte) 0);
        for (int lane = 0; lane < train.count(); lane++) {
            long end = (long) lane * 2 * QUAD;
            MemorySegment.copy(train.memory(), train.at(lane) + from, ends, end, left);
            ends.set(NativeMemory.LONG, end + padded + 8, train.length());
        }
        Transposition.ofLongs(ends, 0, 2 * QUAD, LANES - 1, turned, 0);
        Transposition.ofLongs(ends, QUAD, 2 * QUAD, LANES - 1, turned, 8 * ROW);
        return padded / 16 + 1;
    }

    private void setKey(int lane, long low, long high) {
        long r0 = low & 0x0fff_fffc_0fff_ffffL;
        long r1 = high & 0x0fff_fffc_0fff_fffcL;
        setLimb(key, 0, lane, r0 & LIMB);
        setLimb(key, 1, lane, (r0 >>> 26) & LIMB);
        setLimb(key, 2, lane, ((r0 >>> 52) | (r1 << 12)) & LIMB);
        setLimb(key, 3, lane, (r1 >>> 14) & LIMB);
        setLimb(key, 4, lane, r1 >>> 40);
    }

    /** Adds blocks to the accumulator and multiplies it by the key, a block at a time; each is a row of low and a row of high halves. */
    private static void absorb(MemorySegment blocks, int count, MemorySegment accumulator, MemorySegment key) {
        LongVector h0 = LongVector.fromMemorySegment(S, accumulator, 0, LE);
        LongVector h1 = LongVector.fromMemorySegment(S, accumulator, ROW, LE);
        LongVector h2 = LongVector.fromMemorySegment(S, accumulator, 2 * ROW, LE);
        LongVector h3 = LongVector.fromMemorySegment(S, accumulator, 3 * ROW, LE);
        LongVector h4 = LongVector.fromMemorySegment(S, accumulator, 4 * ROW, LE);
        // The compiler takes the short multiplication where it sees that the upper halves are zero.
        LongVector r0 = LongVector.fromMemorySegment(S, key, 0, LE).and(LOW);
        LongVector r1 = LongVector.fromMemorySegment(S, key, ROW, LE).and(LOW);
        LongVector r2 = LongVector.fromMemorySegment(S, key, 2 * ROW, LE).and(LOW);
        LongVector r3 = LongVector.fromMemorySegment(S, key, 3 * ROW, LE).and(LOW);
        LongVector r4 = LongVector.fromMemorySegment(S, key, 4 * ROW, LE).and(LOW);
        LongVector s1 = r1.add(r1.lanewise(LSHL, 2)).and(LOW);
        LongVector s2 = r2.add(r2.lanewise(LSHL, 2)).and(LOW);
        LongVector s3 = r3.add(r3.lanewise(LSHL, 2)).and(LOW);
        LongVector s4 = r4.add(r4.lanewise(LSHL, 2)).and(LOW);
        for (int i = 0; i < count; i++) {
            LongVector low = LongVector.fromMemorySegment(S, blocks, 2L * ROW * i, LE);
            LongVector high = LongVector.fromMemorySegment(S, blocks, 2L * ROW * i + ROW, LE);
            h0 = h0.add(low.and(LIMB)).and(LOW);
            h1 = h1.add(low.lanewise(LSHR, 26).and(LIMB)).and(LOW);
            h2 = h2.add(low.lanewise(LSHR, 52).or(high.lanewise(LSHL, 12)).and(LIMB))
                    .and(LOW);
            h3 = h3.add(high.lanewise(LSHR, 14).and(LIMB)).and(LOW);
            h4 = h4.add(high.lanewise(LSHR, 40).or(1L << 24)).and(LOW);
            LongVector d0 =
                    h0.mul(r0).add(h1.mul(s4)).add(h2.mul(s3)).add(h3.mul(s2)).add(h4.mul(s1));
            LongVector d1 =
                    h0.mul(r1).add(h1.mul(r0)).add(h2.mul(s4)).add(h3.mul(s3)).add(h4.mul(s2));
            LongVector d2 =
                    h0.mul(r2).add(h1.mul(r1)).add(h2.mul(r0)).add(h3.mul(s4)).add(h4.mul(s3));
            LongVector d3 =
                    h0.mul(r3).add(h1.mul(r2)).add(h2.mul(r1)).add(h3.mul(r0)).add(h4.mul(s4));
            LongVector d4 =
                    h0.mul(r4).add(h1.mul(r3)).add(h2.mul(r2)).add(h3.mul(r1)).add(h4.mul(r0));
            // Two chains of carries side by side.
            d4 = d4.add(d3.lanewise(LSHR, 26));
            d1 = d1.add(d0.lanewise(LSHR, 26));
            LongVector carry = d4.lanewise(LSHR, 26);
            h0 = d0.and(LIMB).add(carry).add(carry.lanewise(LSHL, 2));
            d2 = d2.add(d1.lanewise(LSHR, 26));
            h1 = d1.and(LIMB).add(h0.lanewise(LSHR, 26));
            h0 = h0.and(LIMB);
            h3 = d3.and(LIMB).add(d2.lanewise(LSHR, 26));
            h2 = d2.and(LIMB);
            h4 = d4.and(LIMB).add(h3.lanewise(LSHR, 26));
            h3 = h3.and(LIMB);
        }
        h0.intoMemorySegment(accumulator, 0, LE);
        h1.intoMemorySegment(accumulator, ROW, LE);
        h2.intoMemorySegment(accumulator, 2 * ROW, LE);
        h3.intoMemorySegment(accumulator, 3 * ROW, LE);
        h4.intoMemorySegment(accumulator, 4 * ROW, LE);
    }

    /** Reduces a lane's accumulator modulo 2^130 - 5, in constant time, and adds the second half of its key. */
    private void finish(int lane, MemorySegment keys, long at) {
        long h0 = limb(0, lane);
        long h1 = limb(1, lane);
        long h2 = limb(2, lane);
        long h3 = limb(3, lane);
        long h4 = limb(4, lane);
        h2 += h1 >>> 26;
        h3 += h2 >>> 26;
        h4 += h3 >>> 26;
        h0 += 5 * (h4 >>> 26);
        h1 = (h1 & LIMB) + (h0 >>> 26);
        h0 &= LIMB;
        h2 &= LIMB;
        h3 &= LIMB;
        h4 &= LIMB;
        long g0 = h0 + 5;
        long g1 = h1 + (g0 >>> 26);
        long g2 = h2 + (g1 >>> 26);
        long g3 = h3 + (g2 >>> 26);
        long reduced = (h4 + (g3 >>> 26) - (1L << 26)) >> 63; // all ones if it is less than the modulus
        h0 = select(reduced, h0, g0);
        h1 = select(reduced, h1, g1);
        h2 = select(reduced, h2, g2);
        h3 = select(reduced, h3, g3);
        h4 = select(reduced, h4, h4 + (g3 >>> 26));
        long low = h0 | (h1 << 26) | (h2 << 52);
        long high = (h2 >>> 12) | (h3 << 14) | (h4 << 40);
        long sum = low + keys.get(NativeMemory.LONG, at);
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        tags[2 * lane] = sum;
        tags[2 * lane + 1] = high + keys.get(NativeMemory.LONG, at + 8) + carry;
    }

    private static long select(long mask, long one, long other) {
        return (one & mask) | (other & ~mask & LIMB);
    }

    private long limb(int limb, int lane) {
        return accumulator.get(NativeMemory.LONG, (long) ROW * limb + 8L * lane);
    }

    private static void setLimb(MemorySegment limbs, int limb, int lane, long value) {
        limbs.set(NativeMemory.LONG, (long) ROW * limb + 8L * lane, value);
    }

    /** Writes a message's authenticator. */
    void write(int lane, MemorySegment memory, long at) {
        memory.set(NativeMemory.LONG, at, tags[2 * lane]);
        memory.set(NativeMemory.LONG, at + 8, tags[2 * lane + 1]);
    }

    /** True if this is a message's authenticator. In constant time. */
    boolean matches(int lane, MemorySegment memory, long at) {
        long difference = (memory.get(NativeMemory.LONG, at) ^ tags[2 * lane])
                | (memory.get(NativeMemory.LONG, at + 8) ^ tags[2 * lane + 1]);
        return difference == 0;
    }
}
