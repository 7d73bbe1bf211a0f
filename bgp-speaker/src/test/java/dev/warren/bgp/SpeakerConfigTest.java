package dev.warren.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.fsm.PeerAs;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a speaker can be. */
class SpeakerConfigTest {
    private static final RouterId ID = RouterId.parse("10.0.0.1");

    @Test
    void theClusterIsOurOwnUnlessItIsShared() {
        assertEquals(ID, SpeakerConfig.builder(Asn.of(64512), ID).build().clusterId());
        assertEquals(ID, new SpeakerConfig(Asn.of(64512), ID, List.of(), List.of()).clusterId());
        RouterId shared = RouterId.parse("10.9.9.9");
        assertEquals(
                shared,
                SpeakerConfig.builder(Asn.of(64512), ID)
                        .clusterId(shared)
                        .build()
                        .clusterId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "P1DT1S"})
    void aRestartHasItsRange(String time) {
        SpeakerConfig.Builder builder = SpeakerConfig.builder(Asn.of(64512), ID).restarting(Duration.parse(time));
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "P1D"})
    void aRestartMayBeShortOrLong(String time) {
        SpeakerConfig config = SpeakerConfig.builder(Asn.of(64512), ID)
                .restarting(Duration.parse(time))
                .build();
        assertEquals(Optional.of(Duration.parse(time)), config.restarting());
    }

    @Test
    void whatANeighbourSaysItselfComesOnTopOfItsGroup() {
        NeighbourGroup group = new NeighbourGroup(
                "transit",
                member -> member.timers(t -> t.hold(Duration.ofSeconds(30)).connectRetry(Duration.ofSeconds(7)))
                        .transport(t -> t.passive(true))
                        .capabilities(c -> c.families(Set.of(IpFamily.V6)).extendedMessages(false))
                        .policy(p -> p.imports(RouteFilter.acceptAll()).exports(RouteFilter.acceptAll())));
        NeighbourConfig plain = member().group(group).build();
        NeighbourConfig other = member().group(group)
                .timers(t -> t.hold(Duration.ofSeconds(9)))
                .transport(t -> t.passive(false))
                .capabilities(c -> c.families(Set.of(IpFamily.V4)))
                .policy(p -> p.exports(RouteFilter.denyAll()))
                .build();
        assertEquals(Duration.ofSeconds(30), plain.timers().hold());
        assertEquals(true, plain.transport().passive());
        assertEquals(Set.of(IpFamily.V6), plain.capabilities().families());
        assertEquals(RouteFilter.acceptAll(), plain.policy().policies().exportFilter());

        assertEquals(Duration.ofSeconds(9), other.timers().hold());
        assertEquals(false, other.transport().passive());
        assertEquals(Set.of(IpFamily.V4), other.capabilities().families());
        assertEquals(RouteFilter.denyAll(), other.policy().policies().exportFilter());
        assertEquals(Duration.ofSeconds(7), other.timers().connectRetry(), "what it doesn't say is the group's");
        assertEquals(false, other.capabilities().extendedMessages());
        assertEquals(RouteFilter.acceptAll(), other.policy().policies().importFilter());
    }

    private static NeighbourConfig.Builder member() {
        return NeighbourConfig.builder("member", IpAddress.parse("2001:db8::7"), Asn.of(64600));
    }

    /** Connections to and from a global address don't say which interface is meant. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "169.254.0.1", "2001:db8::1"})
    void oneAddressIsOneNeighbourWhateverTheInterface(String address) {
        List<NeighbourConfig> both = List.of(behind("east", address, "eth0"), behind("west", address, "eth1"));
        SpeakerConfig.Builder builder = SpeakerConfig.builder(Asn.of(64512), ID).neighbours(both);
        String refusal =
                assertThrows(IllegalArgumentException.class, builder::build).toString();
        assertTrue(refusal.contains("east") && refusal.contains("west") && refusal.contains(address), refusal);
    }

    @Test
    void aLinkLocalAddressIsAnotherNeighbourOnEachInterface() {
        List<NeighbourConfig> both = List.of(behind("east", "fe80::1", "eth0"), behind("west", "fe80::1", "eth1"));
        assertEquals(
                both,
                SpeakerConfig.builder(Asn.of(64512), ID)
                        .neighbours(both)
                        .build()
                        .neighbours());
        List<NeighbourConfig> twice = List.of(behind("east", "fe80::1", "eth0"), behind("west", "fe80::1", "eth0"));
        assertThrows(
                IllegalArgumentException.class,
                SpeakerConfig.builder(Asn.of(64512), ID).neighbours(twice)::build);
    }

    private static NeighbourConfig behind(String name, String address, String interfaceName) {
        return NeighbourConfig.builder(name, IpAddress.parse(address), Asn.of(64600))
                .transport(t -> t.interfaceName(interfaceName))
                .build();
    }

    @Test
    void thereIsAnEndToHowManyNeighboursThereCanBe() {
        NeighbourGroup group = new NeighbourGroup("any", builder -> {});
        List<NeighbourRange> ranges = List.of(range("10.0.0.0/8", group, 10_000), range("2001:db8::/32", group, 6_000));
        SpeakerConfig.Builder full = SpeakerConfig.builder(Asn.of(64512), ID).ranges(ranges);
        assertEquals(ranges, full.build().ranges());
        full.neighbours(List.of(NeighbourConfig.builder("one", IpAddress.parse("192.0.2.1"), Asn.of(65001))
                .build()));
        assertThrows(IllegalArgumentException.class, full::build);
    }

    private static NeighbourRange range(String prefix, NeighbourGroup group, int limit) {
        return new NeighbourRange(
                Prefix.parse(prefix), Optional.empty(), PeerAs.anyExternal(), group, limit, Duration.ofMinutes(1));
    }
}
