package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Capability;
import dev.warren.bgp.wire.Open;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each direction of a family is used if one side sends and the other one receives (RFC 7911 section 4). */
@ParameterizedClass
@EnumSource(IpFamily.class)
class AddPathNegotiationTest {
    private static final Set<IpFamily> BOTH = EnumSet.allOf(IpFamily.class);

    private final IpFamily family;

    AddPathNegotiationTest(IpFamily family) {
        this.family = family;
    }

    /** Of one family; in the other one the neighbour does neither. */
    @ParameterizedTest(name = "we {0}, they {1}")
    @CsvSource({
        "'', both, false, false",
        "receive, send, true, false",
        "receive, receive, false, false",
        "send, receive, false, true",
        "send, send, false, false",
        "both, both, true, true",
        "both, send, true, false",
        "both, '', false, false"
    })
    void oneSendsWhatTheOtherReceives(String ours, String theirs, boolean in, boolean out) {
        Offer offer = new Offer(
                BOTH,
                true,
                true,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                has(ours, "receive") ? BOTH : Set.of(),
                has(ours, "send") ? BOTH : Set.of());
        FsmConfig config =
                new FsmConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), Asn.of(64600), offer, 90, 1_000, false, 0);
        List<Capability> capabilities = new ArrayList<>();
        BOTH.forEach(each -> capabilities.add(new Capability.Multiprotocol(AddressFamily.unicast(each))));
        capabilities.add(new Capability.FourOctetAs(Asn.of(64600)));
        if (!theirs.isEmpty()) {
            capabilities.add(new Capability.AddPath(List.of(new Capability.AddPath.Mode(
                    AddressFamily.unicast(family), has(theirs, "receive"), has(theirs, "send")))));
        }
        Negotiated negotiated = assertInstanceOf(
                        OpenValidation.Result.Accepted.class,
                        OpenValidation.validate(new Open(64600, 90, 0x0a00_0002, capabilities), config))
                .negotiated();
        assertEquals(in ? Set.of(family) : Set.of(), negotiated.pathsIn());
        assertEquals(out ? Set.of(family) : Set.of(), negotiated.pathsOut());
        assertEquals(negotiated.pathsIn(), negotiated.codec().pathIds());
        Open open = OpenValidation.ours(config, Past.NOTHING);
        assertEquals(ours.isEmpty(), !open.has(Capability.AddPath.class));
    }

    private static boolean has(String modes, String mode) {
        return modes.equals("both") || modes.equals(mode);
    }
}
