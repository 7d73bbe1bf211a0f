package dev.warren.bgp.rib;

import dev.warren.net.IpAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next part of the table for an update group, encoded once: withdrawals, and announcements in segments of one source. A
 * neighbour skips the segments that are not for him; all else is the same octets for everybody. Its prefixes keep their ids as
 * long as somebody is to take it. With path identifiers (RFC 7911) it says of each prefix that it is about which paths there are.
 */
final class Batch {
    private final int[] withdrawn;
    private final byte[] withdrawals;
    private final int[] announced;
    private final byte[] announcements;
    private final List<Segment> segments;
    private final boolean endOfDump;
    private final int[] touched;
    private final int[] paths;
    private int takers;
    private int[] lastPrefixes = {};
    private int[] lastPaths = {};
    private byte[] lastWithdrawals = {};

    /**
     * UPDATEs of one source.
     *
     * @param source who announced the routes; null if we did
     * @param nextHop the next hop that they are announced with
     * @param from where they begin in the octets
     * @param end where they end
     * @param firstPrefix where their prefixes begin among the batch's
     * @param endPrefix where these end
     */
    record Segment(@Nullable RibPeer source, IpAddress nextHop, int from, int end, int firstPrefix, int endPrefix) {
        /** Nobody gets his own path back, nor himself as next hop (RFC 4271 section 5.1.3). */
        boolean isFor(RibPeer peer) {
            return source != peer && !nextHop.equals(peer.settings().address());
        }

        boolean continues(@Nullable RibPeer before, IpAddress hop) {
            return source == before && nextHop.equals(hop);
        }

        Segment extended(int newEnd, int newEndPrefix) {
            return new Segment(source, nextHop, from, newEnd, firstPrefix, newEndPrefix);
        }
    }

    Batch(
            int[] withdrawn,
            byte[] withdrawals,
            int[] announced,
            byte[] announcements,
            List<Segment> segments,
            boolean endOfDump,
            int[] touched,
            int[] paths) {
        this.withdrawn = withdrawn;
        this.withdrawals = withdrawals;
        this.announced = announced;
        this.announcements = announcements;
        this.segments = segments;
        this.endOfDump = endOfDump;
        this.touched = touched;
        this.paths = paths;
    }

    boolean isEmpty() {
        return withdrawn.length == 0 && announced.length == 0 && touched.length == 0 && !endOfDump;
    }

    int[] withdrawn() {
        return withdrawn;
    }

    /** All of {@link #withdrawn} as UPDATEs. */
    byte[] withdrawals() {
        return withdrawals;
    }

    int[] announced() {
        return announced;
    }

    /** With path identifiers: all prefixes that it is about. */
    int[] touched() {
        return touched;
    }

    /** With path identifiers: that of each of {@link #announced}. */
    int[] paths() {
        return paths;
    }

    /** UPDATEs that withdraw paths; neighbours one after the other often need the same. */
    byte[] withdrawals(int[] prefixes, int[] itsPaths, BatchWriter writer) {
        if (!Arrays.equals(prefixes, lastPrefixes) || !Arrays.equals(itsPaths, lastPaths)) {
            lastPrefixes = prefixes;
            lastPaths = itsPaths;
            lastWithdrawals = writer.withdrawals(prefixes, itsPaths, prefixes.length);
        }
        return lastWithdrawals;
    }

    byte[] announcements() {
        return announcements;
    }

    List<Segment> segments() {
        return segments;
    }

    /** True if a walk over the whole table ends with it. */
    boolean endsDump() {
        return endOfDump;
    }

    void addTaker() {
        takers++;
    }

    /** True if nobody else is to take it. */
    boolean removeTaker() {
        takers--;
        return takers == 0;
    }
}
