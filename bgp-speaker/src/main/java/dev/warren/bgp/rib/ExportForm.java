package dev.warren.bgp.rib;

import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.policy.Route;
import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.bgp.wire.AttributeCursor;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Role;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private static final int COMMUNITIES = 8;
    private static final int ORIGINATOR_ID = 9;
    private static final int CLUSTER_LIST = 10;
    private static final int EXTENDED_COMMUNITIES = 16;
    private static final int IPV6_EXTENDED_COMMUNITIES = 25;
    private static final int ONLY_TO_CUSTOMER = 35;
    private static final int END = 256;

    /** Bit of an extended community's first octet (RFC 4360 section 2, RFC 5701 section 2). */
    private static final int NON_TRANSITIVE = 0x40;

    private static final int EXTENDED_LENGTH = 0x10;

    private final RibSettings settings;
    private final ExportSettings group;
    private final boolean external;
    private final boolean marks;
    private final AsPathForm asPath;
    private final AttributeCursor at = new AttributeCursor();
    private final OctetWriter out = new OctetWriter();
    private final Optional<NextHopField> self;
    private boolean keepsMed;

    ExportForm(RibSettings settings, ExportSettings group) {
        this.settings = settings;
        this.group = group;
        this.self = NextHopField.own(group);
        this.external = group.recipient().external();
        this.asPath = new AsPathForm((int) settings.asn().value(), group.recipient());
        this.marks = group.recipient().role().stream().anyMatch(Role::marksWhatGoesOut);
    }

    /** True if the same sets go out in the same octets, for groups that differ in their policies only. */
    boolean isLike(ExportForm other) {
        return group.gracefulShutdown() == other.group.gracefulShutdown();
    }

    /** How a next hop goes out: our own one with our address on the link, if the group has one. */
    NextHopField field(IpAddress nextHop) {
        return self.filter(own -> own.address().equals(nextHop)).orElseGet(() -> NextHopField.of(nextHop));
    }

    /** The octets of the longest message that the group takes. */
    int longestMessage() {
        return group.codec().longestMessage();
    }

    /**
     * The octets; valid until the next call. An IPv4 next hop of IPv4 routes is among them. Null if one of the attributes has no room
     * for what goes in. The marks are those of {@link Route#marks}.
     */
    @Nullable
    OctetWriter write(byte[] block, Source source, IpAddress nextHop, int marks) {
        keepsMed = !external || source.isLocal() || (marks & Route.MED_CHOSEN) != 0;
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
        if (!out.isWhole()) {
            return null;
        }
        if (!group.codec().fourOctetAs()) {
            byte[] old = AttributeBlock.toTwoOctets(out.toArray());
            out.clear();
            out.put(old, 0, old.length);
        }
        return out;
    }

    /** The default route for the group, as a message; empty if it gets none. */
    Optional<ByteBuffer> defaultRoute() {
        return DefaultAnnouncement.message(settings, group);
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
        if (external) {
            if (group.gracefulShutdown() && after < COMMUNITIES && COMMUNITIES < before) {
                out.attribute(0xc0, COMMUNITIES, 4).putInt(Community.GRACEFUL_SHUTDOWN.bits());
            }
            return;
        }
        if (after < LOCAL_PREF && LOCAL_PREF < before) {
            out.attribute(0x40, LOCAL_PREF, 4)
                    .putInt(group.gracefulShutdown() ? 0 : AttributeKeys.DEFAULT_LOCAL_PREFERENCE);
        }
        if (source.isInternal() && after < ORIGINATOR_ID && ORIGINATOR_ID < before) {
            out.attribute(0x80, ORIGINATOR_ID, 4).putInt(source.routerId());
        }
        if (source.isInternal() && after < CLUSTER_LIST && CLUSTER_LIST < before) {
            out.attribute(0x80, CLUSTER_LIST, 4).putInt(settings.clusterId().bits());
        }
    }

    /** RFC 9234 section 5: what a route without the attribute should have; 0 for none. */
    private int onlyToCustomer(Source source) {
        int implied = source.impliedOnlyToCustomer();
        Asn shown = group.recipient().localAs().map(LocalAs::asn).orElse(settings.asn());
        return implied == 0 && marks ? (int) shown.value() : implied;
    }

    private void copy(byte[] block, Source source) {
        switch (at.type()) {
            case AS_PATH -> {
                if (external) {
                    asPath.write(block, at.valueFrom(), at.end(), out);
                } else {
                    copyAll(block);
                }
            }
            case MED -> {
                if (keepsMed) {
                    copyAll(block);
                }
            }
            case LOCAL_PREF -> copyPreference(block);
            case ORIGINATOR_ID -> {
                if (!external) {
                    copyAll(block);
                }
            }
            case COMMUNITIES -> copyCommunities(block);
            case CLUSTER_LIST -> {
                if (!external) {
                    addCluster(block, source);
                }
            }
            case EXTENDED_COMMUNITIES -> {
                if (external) {
                    copyTransitive(block, 8);
                } else {
                    copyAll(block);
                }
            }
            case IPV6_EXTENDED_COMMUNITIES -> {
                if (external) {
                    copyTransitive(block, 20);
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

    /** What is about to go is least preferred inside (RFC 8326 section 4). */
    private void copyPreference(byte[] block) {
        if (!external && group.gracefulShutdown()) {
            out.attribute(0x40, LOCAL_PREF, 4).putInt(0);
        } else if (!external) {
            copyAll(block);
        }
    }

    /** To another AS, what is about to go says so. */
    private void copyCommunities(byte[] block) {
        boolean said = !external || !group.gracefulShutdown();
        for (int index = at.valueFrom(); !said && index < at.end(); index += 4) {
            said = at.i32(index) == Community.GRACEFUL_SHUTDOWN.bits();
        }
        if (said) {
            copyAll(block);
            return;
        }
        out.attribute(at.flags() & ~EXTENDED_LENGTH, COMMUNITIES, at.length() + 4);
        out.put(block, at.valueFrom(), at.length()).putInt(Community.GRACEFUL_SHUTDOWN.bits());
    }

    private void addCluster(byte[] block, Source source) {
        if (!source.isInternal()) {
            copyAll(block);
            return;
        }
        out.attribute(0x80, CLUSTER_LIST, at.length() + 4)
                .putInt(settings.clusterId().bits());
        out.put(block, at.valueFrom(), at.length());
    }

    /** Of extended communities of so many octets, those that may leave the AS. */
    private void copyTransitive(byte[] block, int width) {
        int kept = 0;
        for (int index = at.valueFrom(); index < at.end(); index += width) {
            kept += (at.u8(index) & NON_TRANSITIVE) == 0 ? width : 0;
        }
        if (kept == 0) {
            return;
        }
        out.attribute(at.flags() & ~EXTENDED_LENGTH, at.type(), kept);
        for (int index = at.valueFrom(); index < at.end(); index += width) {
            if ((at.u8(index) & NON_TRANSITIVE) == 0) {
                out.put(block, index, width);
            }
        }
    }
}
