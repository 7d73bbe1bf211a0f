package dev.warren.wg.replay;

/**
 * Which of a session's counters have been seen (RFC 6479): a ring of bits in which one word is always kept free, so that
 * advancing clears whole words. Ask it only about packets that are authentic. Any thread: a peer that
 * roams may send to another one than before.
 */
public final class ReplayWindow {
    /** How far behind the highest counter a packet may be. */
    public static final int SIZE = 8_128;

    /** No counter reaches this (paper, section 6.5): 2^64 - 2^13 - 1, unsigned. */
    public static final long REJECT_AFTER_MESSAGES = -(1L << 13) - 1;

    private static final int WORDS = 128;

    private final long[] seen = new long[WORDS];
    private long highest;

    /**
     * Takes those of the first 64 counters whose bit is set in {@code asked}, the lowest for the first; returns a bit for each that is new
     * and not too old, and remembers it. Counters are unsigned.
     */
    public synchronized long accept(long[] counters, long asked) {
        long accepted = 0;
        for (long left = asked; left != 0; left &= left - 1) {
            if (accept(counters[Long.numberOfTrailingZeros(left)])) {
                accepted |= left & -left;
            }
        }
        return accepted;
    }

    /** True, and remembers it, if the counter is new and not too old. */
    public synchronized boolean accept(long counter) {
        if (Long.compareUnsigned(counter, REJECT_AFTER_MESSAGES) >= 0) {
            return false;
        }
        long word = counter >>> 6;
        long highestWord = highest >>> 6;
        if (word > highestWord) {
            long steps = Math.min(word - highestWord, WORDS);
            for (long i = 1; i <= steps; i++) {
                seen[(int) (highestWord + i) & (WORDS - 1)] = 0;
            }
            highest = counter;
        } else if (Long.compareUnsigned(counter, highest) > 0) {
            highest = counter;
        } else if (Long.compareUnsigned(highest - counter, SIZE) > 0) {
            return false;
        }
        int slot = (int) word & (WORDS - 1);
        long bit = 1L << counter;
        if ((seen[slot] & bit) != 0) {
            return false;
        }
        seen[slot] |= bit;
        return true;
    }
}
