package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Opaque;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Role;
import dev.warren.bgp.wire.UnknownAttribute;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Roles and ONLY_TO_CUSTOMER (RFC 9234 section 5): from a neighbour of one role to one of another, in either family. */
@ParameterizedClass
@EnumSource(IpFamily.class)
class OnlyToCustomerTest {
    private final IpFamily family;
    private final Prefix prefix;
    private final RibFixture fixture = new RibFixture();

    OnlyToCustomerTest(IpFamily family) {
        this.family = family;
        prefix = Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
    }

    private RibPeer peer(String name, long asn, String id, String role) {
        NeighbourPolicy.Builder policy = RibFixture.policy();
        if (!role.equals("none")) {
            policy.role(Role.valueOf(role));
        }
        return fixture.peer(name, asn, id, policy.build());
    }

    private static UnknownAttribute mark(long asn) {
        return new UnknownAttribute(
                0xc0, 35, Opaque.of(ByteBuffer.allocate(4).putInt((int) asn).array()));
    }

    private String markAt(RibPeer sink) {
        Downstream downstream = new Downstream(fixture.fourOctetAs(sink));
        while (sink.hasOutput()) {
            downstream.take(fixture.rib.pull(sink, 100));
        }
        return Optional.ofNullable(downstream.table.get(prefix))
                .map(had -> had.unknown().stream()
                        .filter(attribute -> attribute.type() == 35)
                        .map(attribute -> Long.toString(
                                ByteBuffer.wrap(attribute.value().toBytes()).getInt() & 0xffff_ffffL))
                        .findFirst()
                        .orElse("unmarked"))
                .orElse("nothing");
    }

    /** Our role towards AS 64600, the mark that its route has, our role towards AS 64601, and what that gets. */
    @ParameterizedTest(name = "from 64600, we are its {0}, marked {1}; to 64601, we are its {2}: {3}")
    @CsvSource({
        "none, 0, none, unmarked",
        "none, 7, none, 7",
        "none, 0, PROVIDER, 64512",
        "none, 7, PROVIDER, 7",
        "none, 7, CUSTOMER, nothing",
        "CUSTOMER, 0, PROVIDER, 64600",
        "CUSTOMER, 7, PROVIDER, 7",
        "CUSTOMER, 0, CUSTOMER, nothing",
        "CUSTOMER, 0, PEER, nothing",
        "CUSTOMER, 0, ROUTE_SERVER_CLIENT, nothing",
        "CUSTOMER, 0, none, 64600",
        "PEER, 0, PROVIDER, 64600",
        "PEER, 0, PEER, nothing",
        "PEER, 64600, PROVIDER, 64600",
        "PEER, 7, PROVIDER, nothing",
        "PROVIDER, 0, CUSTOMER, unmarked",
        "PROVIDER, 0, PEER, 64512",
        "PROVIDER, 0, PROVIDER, 64512",
        "PROVIDER, 7, PROVIDER, nothing",
        "PROVIDER, 64600, none, nothing",
        "ROUTE_SERVER, 0, ROUTE_SERVER, 64512",
        "ROUTE_SERVER, 7, ROUTE_SERVER, nothing",
        "ROUTE_SERVER_CLIENT, 0, PROVIDER, 64600",
        "ROUTE_SERVER_CLIENT, 7, PEER, nothing"
    })
    void marksAndLeaks(String fromRole, long mark, String toRole, String expected) {
        RibPeer feeder = peer("feeder", 64600, "10.0.0.2", fromRole);
        RibPeer sink = peer("sink", 64601, "10.0.0.3", toRole);
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(64600)))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8:9::9"))
                .unknown(mark == 0 ? List.of() : List.of(mark(mark)))
                .build();
        Announcements.receive(fixture.rib, feeder, prefix, attributes);
        assertEquals(expected, markAt(sink));
    }

    /** Inside, a route has the mark that it should have come with. */
    @ParameterizedTest
    @CsvSource({"CUSTOMER, 0, 64600", "PEER, 0, 64600", "PROVIDER, 0, unmarked", "CUSTOMER, 7, 7"})
    void internalNeighboursGetTheMark(String fromRole, long mark, String expected) {
        marksAndLeaks(fromRole, mark, "none", expected);
        RibPeer internal = peer("internal", RibFixture.OUR_AS, "10.0.0.4", "none");
        assertEquals(expected, markAt(internal));
    }
}
