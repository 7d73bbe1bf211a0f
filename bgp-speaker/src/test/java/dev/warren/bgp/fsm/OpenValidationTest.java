package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Capability;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.Opaque;
import dev.warren.bgp.wire.Open;
import dev.warren.bgp.wire.Role;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which OPENs are taken, and what follows from them. We are AS 64512, the neighbour AS 64600. */
class OpenValidationTest {
    private static final Set<IpFamily> BOTH = EnumSet.allOf(IpFamily.class);

    private static Offer offer(Set<IpFamily> families, Optional<Role> role, boolean strict, boolean extendedNextHop) {
        return new Offer(
                families,
                true,
                true,
                Optional.of(Offer.Restart.HELPER),
                role,
                strict,
                extendedNextHop,
                Set.of(),
                Set.of());
    }

    private static OpenValidation.Result judge(Offer offer, PeerAs from, long asn, Capability... more) {
        FsmConfig config = new FsmConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), from, offer, 90, 1_000, false, 0);
        List<Capability> capabilities = new ArrayList<>(List.of(more));
        capabilities.add(new Capability.FourOctetAs(Asn.of(asn)));
        return OpenValidation.validate(new Open(Asn.of(asn).twoOctets(), 90, 0x0a00_0002, capabilities), config);
    }

    private static Notification refusal(OpenValidation.Result result) {
        return assertInstanceOf(OpenValidation.Result.Refused.class, result).notification();
    }

    private static String code(OpenValidation.Result result) {
        return switch (result) {
            case OpenValidation.Result.Accepted _ -> "";
            case OpenValidation.Result.Refused(Notification notification, String _) ->
                notification.code() + "/" + notification.subcode();
        };
    }

    private static Capability family(IpFamily family) {
        return new Capability.Multiprotocol(AddressFamily.unicast(family));
    }

    /** RFC 9234 section 4.2. */
    @ParameterizedTest(name = "we are {0}, it says {1}, strict {2}: {3}")
    @CsvSource({
        "PROVIDER, 3, false, ''",
        "CUSTOMER, 0, false, ''",
        "PEER, 4, true, ''",
        "ROUTE_SERVER, 2, false, ''",
        "ROUTE_SERVER_CLIENT, 1, false, ''",
        "PROVIDER, 0, false, 2/11",
        "PEER, 3, false, 2/11",
        "CUSTOMER, 9, false, 2/11",
        "PROVIDER, '', false, ''",
        "PROVIDER, '', true, 2/11",
        "PROVIDER, 3 3, true, ''",
        "PROVIDER, 3 0, false, 2/11"
    })
    void rolesHaveToFit(Role ours, String theirs, boolean strict, String refused) {
        Capability[] said = theirs.isEmpty()
                ? new Capability[] {}
                : List.of(theirs.split(" ", -1)).stream()
                        .map(code -> new Capability.BgpRole(Integer.parseInt(code)))
                        .toArray(Capability[]::new);
        Offer offer = offer(BOTH, Optional.of(ours), strict, false);
        assertEquals(refused, code(judge(offer, PeerAs.of(Asn.of(64600)), 64600, said)));
        assertEquals(
                "", code(judge(offer, PeerAs.of(Asn.of(64512)), 64512, said)), "roles are for external neighbours");
    }

    /** RFC 5492 section 5: the data names what we miss. */
    @ParameterizedTest
    @CsvSource({"V4, V6, 010400010001", "V6, V4, 010400020001"})
    void withoutACommonFamilyThereIsNoSession(IpFamily ours, IpFamily theirs, String data) {
        Notification refusal = refusal(judge(
                offer(Set.of(ours), Optional.empty(), false, false), PeerAs.of(Asn.of(64600)), 64600, family(theirs)));
        assertEquals(2, refusal.code());
        assertEquals(7, refusal.subcode());
        assertEquals(Opaque.of(HexFormat.of().parseHex(data)), refusal.data());
    }

    @Test
    void oneThatNamesNoFamilyMeansIpv4() {
        assertEquals(
                Set.of(IpFamily.V4),
                accepted(judge(offer(BOTH, Optional.empty(), false, false), PeerAs.of(Asn.of(64600)), 64600))
                        .families());
    }

    private static Negotiated accepted(OpenValidation.Result result) {
        return assertInstanceOf(OpenValidation.Result.Accepted.class, result).negotiated();
    }

    /** RFC 7607 section 2. */
    @Test
    void nobodyIsAs0() {
        for (PeerAs from : List.of(PeerAs.of(Asn.of(64600)), PeerAs.anyExternal())) {
            assertEquals("2/2", code(judge(Offer.of(BOTH), from, 0, family(IpFamily.V4))));
        }
    }

    /** RFC 8950 section 4: IPv4 over IPv6 next hops, if both say so. */
    @ParameterizedTest(name = "ours {0}, theirs {1}")
    @CsvSource({"true, 1/2, true", "false, 1/2, false", "true, '', false", "true, 1/1, false", "true, 2/2, false"})
    void ipv4RoutesHaveIpv6NextHopsIfBothOfferIt(boolean ours, String theirs, boolean agreed) {
        List<Capability> said = new ArrayList<>(List.of(family(IpFamily.V4), family(IpFamily.V6)));
        if (!theirs.isEmpty()) {
            AddressFamily of = theirs.startsWith("1") ? AddressFamily.IPV4_UNICAST : AddressFamily.IPV6_UNICAST;
            said.add(new Capability.ExtendedNextHop(
                    List.of(new Capability.ExtendedNextHop.Entry(of, Integer.parseInt(theirs.substring(2))))));
        }
        Negotiated negotiated = accepted(judge(
                offer(BOTH, Optional.empty(), false, ours),
                PeerAs.of(Asn.of(64600)),
                64600,
                said.toArray(Capability[]::new)));
        assertEquals(agreed, negotiated.extendedNextHop());
    }

    /** RFC 4724 section 3: of several, all but the last are ignored. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void theLastGracefulRestartCapabilityCounts(IpFamily family) {
        Negotiated negotiated = accepted(judge(
                Offer.of(BOTH),
                PeerAs.of(Asn.of(64600)),
                64600,
                family(IpFamily.V4),
                family(IpFamily.V6),
                new Capability.GracefulRestart(true, true, 10, List.of()),
                new Capability.GracefulRestart(
                        false,
                        false,
                        120,
                        List.of(new Capability.GracefulRestart.Kept(AddressFamily.unicast(family), true)))));
        assertEquals(
                Optional.of(new PeerRestart(false, false, 120, Set.of(family), Set.of(family))), negotiated.restart());
    }

    /** RFC 4724 section 3: F says that forwarding outlived a restart, so one that starts from nothing can't say it. */
    @ParameterizedTest(name = "forwards {0}, restarting {1}, was established {2}")
    @CsvSource({
        "true, true, false, true, true",
        "true, false, false, false, false",
        "true, true, true, false, true",
        "true, false, true, false, true",
        "false, true, false, true, false"
    })
    void whatHasBeenKeptIsSaid(boolean forwards, boolean restarting, boolean established, boolean r, boolean f) {
        Offer offer = new Offer(
                BOTH,
                true,
                true,
                Optional.of(new Offer.Restart(restarting, 120, BOTH, forwards)),
                Optional.empty(),
                false,
                false,
                Set.of(),
                Set.of());
        FsmConfig config =
                new FsmConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), Asn.of(64600), offer, 90, 1_000, false, 0);
        Capability.GracefulRestart said = OpenValidation.ours(config, established ? Past.SESSION : Past.of(config))
                .capabilities(Capability.GracefulRestart.class)
                .findFirst()
                .orElseThrow();
        assertEquals(r, said.restarted());
        assertEquals(
                List.of(f, f),
                said.entries().stream()
                        .map(Capability.GracefulRestart.Kept::forwarding)
                        .toList());
    }
}
