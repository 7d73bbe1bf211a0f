package dev.warren.wg.crypto;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows to columns: between memory, where a message's bytes follow each other, and vectors, where each lane is another message's. */
final class Transposition {
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final int ROW = 64;

    private static final VectorSpecies<Integer> I = IntVector.SPECIES_512;
    private static final IntVector LOW_WORDS = words(0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
    private static final IntVector HIGH_WORDS = words(2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
    private static final IntVector LOW_PAIRS = words(0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
    private static final IntVector HIGH_PAIRS = words(2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    private static final IntVector EVEN_QUADS = words(0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
    private static final IntVector ODD_QUADS = words(4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);

    private static final VectorSpecies<Long> L = LongVector.SPECIES_512;
    private static final LongVector EVEN = longs(0, 8, 2, 10, 4, 12, 6, 14);
    private static final LongVector ODD = longs(1, 9, 3, 11, 5, 13, 7, 15);
    private static final LongVector LOW = longs(0, 1, 8, 9, 4, 5, 12, 13);
    private static final LongVector HIGH = longs(2, 3, 10, 11, 6, 7, 14, 15);
    private static final LongVector LOW_HALF = longs(0, 1, 2, 3, 8, 9, 10, 11);
    private static final LongVector HIGH_HALF = longs(4, 5, 6, 7, 12, 13, 14, 15);

    private Transposition() {}

    private static IntVector words(int... indexes) {
        return IntVector.fromArray(I, indexes, 0);
    }

    private static LongVector longs(long... indexes) {
        return LongVector.fromArray(L, indexes, 0);
    }

    /** Turns 16 rows of 16 words; what is in {@code rows} is lost. */
    static void ofWords(MemorySegment rows, MemorySegment out, long at) {
        for (long group = 0; group < 16 * ROW; group += 4 * ROW) {
            IntVector a = IntVector.fromMemorySegment(I, rows, group, LE);
            IntVector b = IntVector.fromMemorySegment(I, rows, group + ROW, LE);
            IntVector c = IntVector.fromMemorySegment(I, rows, group + 2 * ROW, LE);
            IntVector d = IntVector.fromMemorySegment(I, rows, group + 3 * ROW, LE);
            IntVector lowAb = LOW_WORDS.selectFrom(a, b);
            IntVector lowCd = LOW_WORDS.selectFrom(c, d);
            IntVector highAb = HIGH_WORDS.selectFrom(a, b);
            IntVector highCd = HIGH_WORDS.selectFrom(c, d);
            LOW_PAIRS.selectFrom(lowAb, lowCd).intoMemorySegment(rows, group, LE);
            HIGH_PAIRS.selectFrom(lowAb, lowCd).intoMemorySegment(rows, group + ROW, LE);
            LOW_PAIRS.selectFrom(highAb, highCd).intoMemorySegment(rows, group + 2 * ROW, LE);
            HIGH_PAIRS.selectFrom(highAb, highCd).intoMemorySegment(rows, group + 3 * ROW, LE);
        }
        for (long row = 0; row < 4; row++) {
            IntVector a = IntVector.fromMemorySegment(I, rows, row * ROW, LE);
            IntVector b = IntVector.fromMemorySegment(I, rows, (row + 4) * ROW, LE);
            IntVector c = IntVector.fromMemorySegment(I, rows, (row + 8) * ROW, LE);
            IntVector d = IntVector.fromMemorySegment(I, rows, (row + 12) * ROW, LE);
            IntVector evenAb = EVEN_QUADS.selectFrom(a, b);
            IntVector evenCd = EVEN_QUADS.selectFrom(c, d);
            IntVector oddAb = ODD_QUADS.selectFrom(a, b);
            IntVector oddCd = ODD_QUADS.selectFrom(c, d);
            long to = at + row * ROW;
            EVEN_QUADS.selectFrom(evenAb, evenCd).intoMemorySegment(out, to, LE);
            EVEN_QUADS.selectFrom(oddAb, oddCd).intoMemorySegment(out, to + 4 * ROW, LE);
            ODD_QUADS.selectFrom(evenAb, evenCd).intoMemorySegment(out, to + 8 * ROW, LE);
            ODD_QUADS.selectFrom(oddAb, oddCd).intoMemorySegment(out, to + 12 * ROW, LE);
        }
    }

    /** Turns 8 rows of 8 longs, {@code stride} bytes apart; rows after the {@code last} are read as that one. */
    static void ofLongs(MemorySegment rows, long at, long stride, int last, MemorySegment out, long outAt) {
        LongVector a = LongVector.fromMemorySegment(L, rows, at, LE);
        LongVector b = LongVector.fromMemorySegment(L, rows, at + stride * Math.min(1, last), LE);
        LongVector c = LongVector.fromMemorySegment(L, rows, at + stride * Math.min(2, last), LE);
        LongVector d = LongVector.fromMemorySegment(L, rows, at + stride * Math.min(3, last), LE);
        LongVector e = LongVector.fromMemorySegment(L, rows, at + stride * Math.min(4, last), LE);
        LongVector f = LongVector.fromMemorySegment(L, rows, at + stride * Math.min(5, last), LE);
        LongVector g = LongVector.fromMemorySegment(L, rows, at + stride * Math.min(6, last), LE);
        LongVector h = LongVector.fromMemorySegment(L, rows, at + stride * Math.min(7, last), LE);
        LongVector ab = EVEN.selectFrom(a, b);
        LongVector cd = EVEN.selectFrom(c, d);
        LongVector ef = EVEN.selectFrom(e, f);
        LongVector gh = EVEN.selectFrom(g, h);
        LongVector abcd = LOW.selectFrom(ab, cd);
        LongVector efgh = LOW.selectFrom(ef, gh);
        LOW_HALF.selectFrom(abcd, efgh).intoMemorySegment(out, outAt, LE);
        HIGH_HALF.selectFrom(abcd, efgh).intoMemorySegment(out, outAt + 4 * ROW, LE);
        abcd = HIGH.selectFrom(ab, cd);
        efgh = HIGH.selectFrom(ef, gh);
        LOW_HALF.selectFrom(abcd, efgh).intoMemorySegment(out, outAt + 2 * ROW, LE);
        HIGH_HALF.selectFrom(abcd, efgh).intoMemorySegment(out, outAt + 6 * ROW, LE);
        ab = ODD.selectFrom(a, b);
        cd = ODD.selectFrom(c, d);
        ef = ODD.selectFrom(e, f);
        gh = ODD.selectFrom(g, h);
        abcd = LOW.selectFrom(ab, cd);
        efgh = LOW.selectFrom(ef, gh);
        LOW_HALF.selectFrom(abcd, efgh).intoMemorySegment(out, outAt + ROW, LE);
        HIGH_HALF.selectFrom(abcd, efgh).intoMemorySegment(out, outAt + 5 * ROW, LE);
        abcd = HIGH.selectFrom(ab, cd);
        efgh = HIGH.selectFrom(ef, gh);
        LOW_HALF.selectFrom(abcd, efgh).intoMemorySegment(out, outAt + 3 * ROW, LE);
        HIGH_HALF.selectFrom(abcd, efgh).intoMemorySegment(out, outAt + 7 * ROW, LE);
    }
}
