package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Route;
import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.bgp.wire.AttributeCursor;
import dev.warren.bgp.wire.Role;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;

/**
 * What a block of attributes becomes on its way to an update group, octets to octets (RFC 4271 section 5.1, RFC 4456 section 8).
 * To another AS: our AS goes in front, what is for the inside goes, and so does the MED of others unless a policy chose it. Inside: LOCAL_PREF is
 * always there, and a reflected route carries its originator and our cluster.
 */
final class ExportForm {
    private static final int AS_PATH = 2;
    private static final int NEXT_HOP = 3;
    private static final int MED = 4;
    private static final int LOCAL_PREF = 5;
    private static final int ORIGINATOR_ID = 9;
    private static final int CLUSTER_LIST = 10;
    private static final int EXTENDED_COMMUNITIES = 16;
    private static final int ONLY_TO_CUSTOMER = 35;
    private static final int END = 256;

    /** Bit of an extended community's first octet (RFC 4360 section 2). */
    private static final int NON_TRANSITIVE = 0x40;

    private final RibSettings settings;
    private final ExportSettings group;
    private final boolean marks;
    private final AttributeCursor at = new AttributeCursor();
    private final OctetWriter out = new OctetWriter();
    private boolean keepsMed;

    ExportForm(RibSettings settings, ExportSettings group) {
        this.settings = settings;
        this.group = group;
        this.marks = group.role().stream().anyMatch(Role::marksWhatGoesOut);
    }

    /** The octets of the longest message that the group takes. */
    int longestMessage() {
        return group.codec().longestMessage();
    }

    /**
     * The octets; valid until the next call. An IPv4 next hop of IPv4 routes is among them. The marks are those of
     * {@link Route#marks}.
     */
    OctetWriter write(byte[] block, Source source, IpAddress nextHop, int marks) {
        keepsMed = !group.external() || source.isLocal() || (marks & Route.MED_CHOSEN) != 0;
        boolean plain = group.family() == IpFamily.V4 && nextHop.family() == IpFamily.V4;
        out.clear();
        at.reset(block, 0, block.length);
        int after = 0;
        while (at.next()) {
            insertBetween(after, at.type(), source, plain, nextHop);
            after = at.type();
            copy(block, source);
        }
        insertBetween(after, END, source, plain, nextHop);
        if (!group.codec().fourOctetAs()) {
            byte[] old = AttributeBlock.toTwoOctets(out.toArray());
            out.clear();
            out.put(old, 0, old.length);
        }
        return out;
    }

    /** What the block lacks and goes between two types. */
    private void insertBetween(int after, int before, Source source, boolean plain, IpAddress nextHop) {
        if (plain && after < NEXT_HOP && NEXT_HOP < before) {
            out.attribute(0x40, NEXT_HOP, 4).putInt((int) nextHop.low());
        }
        if (after < ONLY_TO_CUSTOMER && ONLY_TO_CUSTOMER < before) {
            int mark = onlyToCustomer(source);
            if (mark != 0) {
                out.attribute(0xc0, ONLY_TO_CUSTOMER, 4).putInt(mark);
            }
        }
        if (group.external()) {
            return;
        }
        if (after < LOCAL_PREF && LOCAL_PREF < before) {
            out.attribute(0x40, LOCAL_PREF, 4).putInt(AttributeKeys.DEFAULT_LOCAL_PREFERENCE);
        }
        if (source.isInternal() && after < ORIGINATOR_ID && ORIGINATOR_ID < before) {
            out.attribute(0x80, ORIGINATOR_ID, 4).putInt(source.routerId());
        }
        if (source.isInternal() && after < CLUSTER_LIST && CLUSTER_LIST < before) {
            out.attribute(0x80, CLUSTER_LIST, 4).putInt(settings.routerId().bits());
        }
    }

    /** RFC 9234 section 5: what a route without the attribute should have; 0 for none. */
    private int onlyToCustomer(Source source) {
        int implied = source.impliedOnlyToCustomer();
        return implied == 0 && marks ? (int) settings.asn().value() : implied;
    }

    private void copy(byte[] block, Source source) {
        switch (at.type()) {
            case AS_PATH -> {
                if (group.external()) {
                    prepend(block);
                } else {
                    copyAll(block);
                }
            }
            case MED -> {
                if (keepsMed) {
                    copyAll(block);
                }
            }
            case LOCAL_PREF, ORIGINATOR_ID -> {
                if (!group.external()) {
                    copyAll(block);
                }
            }
            case CLUSTER_LIST -> {
                if (!group.external()) {
                    addCluster(block, source);
                }
            }
            case EXTENDED_COMMUNITIES -> {
                if (group.external()) {
                    copyTransitive();
                } else {
                    copyAll(block);
                }
            }
            default -> copyAll(block);
        }
    }

    private void copyAll(byte[] block) {
        out.put(block, at.from(), at.end() - at.from());
    }

    private void prepend(byte[] block) {
        int from = at.valueFrom();
        int length = at.length();
        boolean extend = length > 0 && at.u8(from) == 2 && at.u8(from + 1) < 255;
        out.attribute(0x40, AS_PATH, length + (extend ? 4 : 6));
        out.put(2).put(extend ? at.u8(from + 1) + 1 : 1);
        out.putInt((int) settings.asn().value());
        int rest = extend ? from + 2 : from;
        out.put(block, rest, at.end() - rest);
    }

    private void addCluster(byte[] block, Source source) {
        if (!source.isInternal()) {
            copyAll(block);
            return;
        }
        out.attribute(0x80, CLUSTER_LIST, at.length() + 4)
                .putInt(settings.routerId().bits());
        out.put(block, at.valueFrom(), at.length());
    }

    private void copyTransitive() {
        int kept = 0;
        for (int index = at.valueFrom(); index < at.end(); index += 8) {
            kept += (at.u8(index) & NON_TRANSITIVE) == 0 ? 8 : 0;
        }
        if (kept == 0) {
            return;
        }
        out.attribute(0xc0, EXTENDED_COMMUNITIES, kept);
        for (int index = at.valueFrom(); index < at.end(); index += 8) {
            if ((at.u8(index) & NON_TRANSITIVE) == 0) {
                out.putInt(at.i32(index)).putInt(at.i32(index + 4));
            }
        }
    }
}
