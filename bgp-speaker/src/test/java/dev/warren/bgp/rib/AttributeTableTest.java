package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.bgp.policy.Provenance;
import dev.warren.bgp.policy.Route;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.bgp.wire.Opaque;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.UnknownAttribute;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sets that come and go, and those that are none. */
class AttributeTableTest {
    private final AttributeTable attributes =
            new AttributeTable(new RibSettings(Asn.of(64512), RouterId.parse("10.0.0.1"), Set.of()), new Mixer());

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatIsNoSetLeavesNoNextHopBehind(IpFamily family) {
        UnknownAttribute twice = new UnknownAttribute(0xc0, 240, Opaque.parse("cafe"));
        IpAddress hop = IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8::9");
        PathAttributes broken = PathAttributes.builder(Origin.IGP, AsPath.EMPTY)
                .nextHop(hop)
                .unknown(List.of(twice, twice))
                .build();
        assertThrows(IllegalArgumentException.class, () -> attributes.intern(broken));
        Route route =
                Route.of(Provenance.learned(family, "feeder"), AttributeBlock.encode(broken), Optional.of(hop), 0);
        assertThrows(IllegalArgumentException.class, () -> attributes.intern(route, 0));
        assertEquals(0, attributes.nextHops().size());
        assertEquals(0, attributes.size());
    }
}
