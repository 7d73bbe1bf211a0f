package dev.warren.wg.replay;

/**
 * Which of a session's counters have been seen (RFC 6479): a ring of bits in which one word is always kept free, so that
 * advancing clears whole words. Ask it only about packets that are authentic. The receiving thread's.
 */
public final class ReplayWindow {
    /** How far behind the highest counter a packet may be. */
    public static final int SIZE = 8_128;

    /** No counter reaches this (paper, section 6.5): 2^64 - 2^13 - 1, unsigned. */
    public static final long REJECT_AFTER_MESSAGES = -(1L << 13) - 1;

    private static final int WORDS = 128;

    private final long[] seen = new long[WORDS];
    private long highest;

    /** True, and remembers it, if the counter is new and not too old. Counters are unsigned. */
    public boolean accept(long counter) {
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
