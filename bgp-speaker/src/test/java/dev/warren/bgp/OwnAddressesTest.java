package dev.warren.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.policy.NextHops;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses of neighbours' sessions are no next hop, whoever names them. */
class OwnAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.2, 192.0.2.1, true",
        "169.254.10.1, 169.254.10.2, true",
        "2001:db8::2, 2001:db8::1, true",
        "fe80::2, fe80::1, false"
    })
    void linkLocalOnesOfIpv6MayBeOthersElsewhere(String theirs, String ours, boolean own) {
        IpAddress local = IpAddress.parse(ours);
        NeighbourConfig neighbour = NeighbourConfig.builder("one", IpAddress.parse(theirs), Asn.of(64600))
                .transport(t -> t.localAddress(local).interfaceName("eth0"))
                .policy(p -> p.nextHops(NextHops.of(local)))
                .build();
        assertEquals(own ? Set.of(local) : Set.of(), NeighbourRoster.ownAddresses(List.of(neighbour)));
    }
}
