package dev.warren.wg.crypto;

import java.lang.foreign.MemorySegment;

/**
 * Messages of one length that follow each other in memory, each with room for its authenticator behind it.
 *
 * @param memory what they are in
 * @param at where the first begins
 * @param length the bytes of each, the authenticator not counted
 * @param stride from the begin of one to the begin of the next, in bytes
 * @param count how many there are, at most {@link #MOST}
 */
public record Train(MemorySegment memory, long at, int length, int stride, int count) {
    /** As many as a {@code long} has bits. */
    public static final int MOST = 64;

    /** Where the message of this index begins. */
    long at(int index) {
        return at + (long) index * stride;
    }

    /** Some of the messages. */
    Train part(int from, int many) {
        return new Train(memory, at(from), length, stride, many);
    }
}
