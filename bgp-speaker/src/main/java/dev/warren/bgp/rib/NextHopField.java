package dev.warren.bgp.rib;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.Optional;

/**
 * A next hop as MP_REACH_NLRI has it (RFC 4760 section 3): one address, or with a link-local one behind it (RFC 2545 section 3).
 *
 * @param address the next hop
 * @param linkLocal the same router's address on the link
 */
record NextHopField(IpAddress address, Optional<IpAddress> linkLocal) {
    static NextHopField of(IpAddress address) {
        return new NextHopField(address, Optional.empty());
    }

    /** Our own IPv6 next hop to a group, with our address on the link if there is one for it; empty if there is none. */
    static Optional<NextHopField> own(ExportSettings group) {
        return group.nextHop()
                .filter(own -> own.family() == IpFamily.V6)
                .map(own -> new NextHopField(own, group.codec().linkLocal().filter(_ -> !own.isLinkLocal())));
    }

    /** How many octets there are without the one that says so. */
    int length() {
        return linkLocal.isPresent()
                ? 2 * IpFamily.V6.bytes()
                : address.family().bytes();
    }

    void writeTo(OctetWriter out) {
        out.put(length());
        put(address, out);
        linkLocal.ifPresent(second -> put(second, out));
    }

    private static void put(IpAddress address, OctetWriter out) {
        if (address.family() == IpFamily.V4) {
            out.putInt((int) address.low());
        } else {
            out.putInt((int) (address.high() >>> 32)).putInt((int) address.high());
            out.putInt((int) (address.low() >>> 32)).putInt((int) address.low());
        }
    }
}
