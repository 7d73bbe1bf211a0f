package dev.warren.bgp.rib;

import dev.warren.bgp.wire.AttributeCursor;
import java.util.Arrays;

/** What the decision process and the import and export rules need of a block of attributes, read once per set. */
final class AttributeKeys {
    /** The LOCAL_PREF of a path that came without (RFC 4271 leaves the number to the implementation; all use this). */
    static final int DEFAULT_LOCAL_PREFERENCE = 100;

    /** Our AS stands in AS_PATH. */
    static final int OWN_AS = 1;
    /** We are ORIGINATOR_ID. */
    static final int OWN_ORIGINATOR = 1 << 1;
    /** Our cluster stands in CLUSTER_LIST. */
    static final int OWN_CLUSTER = 1 << 2;
    /** NO_EXPORT or NO_EXPORT_SUBCONFED is among the communities. */
    static final int NO_EXPORT = 1 << 3;
    /** NO_ADVERTISE is among the communities. */
    static final int NO_ADVERTISE = 1 << 4;
    /** There is an ORIGINATOR_ID. */
    static final int ORIGINATOR = 1 << 5;
    /** AS_PATH has confederation segments. */
    static final int CONFEDERATION = 1 << 6;
    /** There is an ONLY_TO_CUSTOMER. */
    static final int ONLY_TO_CUSTOMER = 1 << 7;
    /** GRACEFUL_SHUTDOWN is among the communities. */
    static final int GRACEFUL_SHUTDOWN = 1 << 8;
    /** BLACKHOLE is among the communities. */
    static final int BLACKHOLE = 1 << 9;
    /** NO_PEER is among the communities. */
    static final int NO_PEER = 1 << 10;
    /** AS_PATH has sets, inside a confederation or not. */
    static final int AS_SET = 1 << 11;
    /** The length of CLUSTER_LIST stands from this bit on. */
    static final int CLUSTERS_SHIFT = 16;

    private static final int RANK_PATH_SHIFT = 2;
    private static final int RANK_PREFERENCE_SHIFT = 15;
    private static final int RANK_WEIGHT_SHIFT = 47;
    /** Longer paths count as this long. */
    private static final int MAX_PATH_LENGTH = 0x1fff;

    private static final int AS_PATH = 2;
    private static final int SET = 1;
    private static final int SEQUENCE = 2;
    private static final int CONFED_SET = 4;

    private final int ownAsn;
    private final int ownId;
    private final int ownCluster;
    private final int absentMed;
    private final AttributeCursor at = new AttributeCursor();
    private long preference;
    private int pathLength;
    private int origin;
    private int med;
    private int firstAsn;
    private int flags;

    AttributeKeys(RibSettings settings) {
        ownAsn = (int) settings.asn().value();
        ownId = settings.routerId().bits();
        ownCluster = settings.clusterId().bits();
        absentMed = settings.med().missingAsWorst() ? -1 : 0;
    }

    /**
     * Reads a block.
     *
     * @throws IllegalArgumentException if it is no {@link dev.warren.bgp.wire.AttributeBlock}: its types don't ascend, or a length points
     *     beyond what it is the length of
     */
    void read(byte[] block, int length) {
        preference = DEFAULT_LOCAL_PREFERENCE;
        pathLength = 0;
        origin = 0;
        med = absentMed;
        firstAsn = 0;
        flags = 0;
        at.reset(block, 0, length);
        int last = -1;
        while (at.next()) {
            require(at.type() > last, length);
            last = at.type();
            int value = at.valueFrom();
            switch (at.type()) {
                case 1 -> origin = at.u8(value);
                case 2 -> readPath(value, at.end());
                case 4 -> med = at.i32(value);
                case 5 -> preference = at.i32(value) & 0xffff_ffffL;
                case 8 -> readCommunities(value, at.end());
                case 9 -> flags |= ORIGINATOR | (at.i32(value) == ownId ? OWN_ORIGINATOR : 0);
                case 10 -> readClusters(value, at.end());
                case 35 -> flags |= ONLY_TO_CUSTOMER;
                default -> {
                    // No key is in it.
                }
            }
        }
        require(!at.isCut(), length);
    }

    private static void require(boolean holds, int length) {
        if (!holds) {
            throw new IllegalArgumentException("no set of attributes: a block of " + length + " octets");
        }
    }

    private void readPath(int from, int end) {
        int index = from;
        while (index < end) {
            int type = at.u8(index);
            int count = index + 2 > end ? 0 : at.u8(index + 1);
            int next = index + 2 + 4 * count;
            require(count > 0 && next <= end, end - from);
            if (type == SEQUENCE) {
                pathLength += count;
                firstAsn = index == from ? at.i32(index + 2) : firstAsn;
            } else if (type == SET) {
                pathLength++;
                flags |= AS_SET;
            } else {
                flags |= CONFEDERATION | (type == CONFED_SET ? AS_SET : 0);
            }
            for (int number = 0; number < count; number++) {
                flags |= at.i32(index + 2 + 4 * number) == ownAsn ? OWN_AS : 0;
            }
            index = next;
        }
    }

    private void readCommunities(int from, int end) {
        for (int index = from; index < end; index += 4) {
            int bits = at.i32(index);
            flags |= bits >>> 16 == 0xffff ? wellKnown(bits) : 0;
        }
    }

    private static int wellKnown(int bits) {
        return switch (bits & 0xffff) {
            case 0x0000 -> GRACEFUL_SHUTDOWN;
            case 0x029a -> BLACKHOLE;
            case 0xff01, 0xff03 -> NO_EXPORT;
            case 0xff02 -> NO_ADVERTISE;
            case 0xff04 -> NO_PEER;
            default -> 0;
        };
    }

    private void readClusters(int from, int end) {
        flags |= ((end - from) / 4) << CLUSTERS_SHIFT;
        for (int index = from; index < end; index += 4) {
            flags |= at.i32(index) == ownCluster ? OWN_CLUSTER : 0;
        }
    }

    /** With a weight of 0 to 65,535. */
    long rank(int weight) {
        return ((0xffffL - weight) << RANK_WEIGHT_SHIFT)
                | ((0xffff_ffffL - preference) << RANK_PREFERENCE_SHIFT)
                | ((long) Math.min(pathLength, MAX_PATH_LENGTH) << RANK_PATH_SHIFT)
                | origin;
    }

    /** The first of the steps in a rank in which two of them differ. */
    static DecisionStep step(long rank, long other) {
        long differing = rank ^ other;
        if (differing >>> RANK_WEIGHT_SHIFT != 0) {
            return DecisionStep.WEIGHT;
        }
        if (differing >>> RANK_PREFERENCE_SHIFT != 0) {
            return DecisionStep.LOCAL_PREFERENCE;
        }
        return differing >>> RANK_PATH_SHIFT != 0 ? DecisionStep.AS_PATH_LENGTH : DecisionStep.ORIGIN;
    }

    int med() {
        return med;
    }

    int firstAsn() {
        return firstAsn;
    }

    int flags() {
        return flags;
    }

    /** The ORIGINATOR_ID of a block that has one. */
    int originator(byte[] block) {
        return number(block, 9);
    }

    /** How often an AS stands in the AS_PATH of a block. */
    int occurrences(byte[] block, int asn) {
        int count = 0;
        at.reset(block, 0, block.length);
        while (at.next()) {
            for (int index = at.valueFrom(); at.type() == 2 && index < at.end(); index += 2 + 4 * at.u8(index + 1)) {
                for (int number = 0; number < at.u8(index + 1); number++) {
                    count += at.i32(index + 2 + 4 * number) == asn ? 1 : 0;
                }
            }
        }
        return count;
    }

    /** The ONLY_TO_CUSTOMER of a block that has one. */
    int onlyToCustomer(byte[] block) {
        return number(block, 35);
    }

    private int number(byte[] block, int type) {
        return find(block, type) ? at.i32(at.valueFrom()) : 0;
    }

    boolean haveSameAsPath(byte[] block, byte[] other) {
        if (!find(block, AS_PATH)) {
            return false;
        }
        int from = at.valueFrom();
        int end = at.end();
        return find(other, AS_PATH) && Arrays.equals(block, from, end, other, at.valueFrom(), at.end());
    }

    private boolean find(byte[] block, int type) {
        at.reset(block, 0, block.length);
        while (at.next()) {
            if (at.type() == type) {
                return true;
            }
        }
        return false;
    }
}
