package dev.warren.bgp.fsm;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Capability;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.Opaque;
import dev.warren.bgp.wire.Open;
import dev.warren.bgp.wire.Role;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Our OPEN, and the judgement of the neighbour's (RFC 4271 section 6.2, RFC 6286, RFC 5492, RFC 6793). */
final class OpenValidation {
    /** The judgement. */
    sealed interface Result {
        /** The OPEN is fine, and this is what follows from it. */
        record Accepted(Negotiated negotiated) implements Result {}

        /** The session can't be. */
        record Refused(Notification notification, String detail) implements Result {}
    }

    private static final Capability.ExtendedNextHop.Entry V4_OVER_V6 =
            new Capability.ExtendedNextHop.Entry(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST.afi());

    private OpenValidation() {}

    static Open ours(FsmConfig config, Past past) {
        List<Capability> capabilities = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            if (config.offer().families().contains(family)) {
                capabilities.add(new Capability.Multiprotocol(AddressFamily.unicast(family)));
            }
        }
        capabilities.add(new Capability.Refresh());
        if (config.offer().enhancedRefresh()) {
            capabilities.add(new Capability.EnhancedRefresh());
        }
        if (config.offer().extendedMessages()) {
            capabilities.add(new Capability.ExtendedMessage());
        }
        config.offer().restart().ifPresent(restart -> capabilities.add(ours(restart, past)));
        if (config.offer().extendedNextHop()) {
            capabilities.add(new Capability.ExtendedNextHop(List.of(V4_OVER_V6)));
        }
        addPath(config.offer()).ifPresent(capabilities::add);
        if (config.external()) {
            config.offer().role().ifPresent(role -> capabilities.add(new Capability.BgpRole(role.code())));
        }
        capabilities.add(new Capability.FourOctetAs(config.localAs()));
        return new Open(
                config.localAs().twoOctets(),
                config.holdTime(),
                config.localId().bits(),
                capabilities);
    }

    private static Optional<Capability> addPath(Offer offer) {
        List<Capability.AddPath.Mode> entries = offer.families().stream()
                .sorted()
                .map(family -> new Capability.AddPath.Mode(
                        AddressFamily.unicast(family),
                        offer.pathsIn().contains(family),
                        offer.pathsOut().contains(family)))
                .filter(entry -> entry.receives() || entry.sends())
                .toList();
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Capability.AddPath(entries));
    }

    private static Capability.GracefulRestart ours(Offer.Restart restart, Past past) {
        boolean forwarding = restart.forwarding() && past.hasKept();
        List<Capability.GracefulRestart.Kept> kept = restart.kept().stream()
                .sorted()
                .map(family -> new Capability.GracefulRestart.Kept(AddressFamily.unicast(family), forwarding))
                .toList();
        return new Capability.GracefulRestart(past == Past.RESTART, true, restart.time(), kept);
    }

    static Result validate(Open open, FsmConfig config) {
        Asn asn = open.asn();
        if (!config.peerAs().includes(asn, config.localAs())) {
            return refused(NotificationCode.BAD_PEER_AS, "AS " + asn + " instead of " + config.peerAs());
        }
        int id = open.identifier();
        if (id == 0 || (!config.external() && id == config.localId().bits())) {
            return refused(NotificationCode.BAD_BGP_IDENTIFIER, id == 0 ? "router id 0" : "our own router id");
        }
        if (open.holdTime() == 1 || open.holdTime() == 2) {
            return refused(NotificationCode.UNACCEPTABLE_HOLD_TIME, "a hold time of " + open.holdTime() + " s");
        }
        Optional<Role> role = config.external() ? config.offer().role() : Optional.empty();
        if (role.isPresent() && !matches(role.get(), open, config.offer().strictRole())) {
            return refused(
                    NotificationCode.ROLE_MISMATCH,
                    "we are its " + role.get() + ", and it offers "
                            + open.capabilities(Capability.BgpRole.class).toList());
        }
        Set<IpFamily> families = offered(open);
        families.retainAll(config.offer().families());
        if (families.isEmpty()) {
            return new Result.Refused(
                    Notification.of(NotificationCode.UNSUPPORTED_CAPABILITY, wanted(config)), "no common family");
        }
        return new Result.Accepted(new Negotiated(
                new RouterId(id),
                asn,
                Math.min(open.holdTime(), config.holdTime()),
                families,
                open.has(Capability.FourOctetAs.class),
                open.has(Capability.Refresh.class),
                config.offer().enhancedRefresh() && open.has(Capability.EnhancedRefresh.class),
                config.offer().extendedMessages(),
                config.offer().extendedMessages() && open.has(Capability.ExtendedMessage.class),
                config.offer().extendedNextHop() && offersExtendedNextHop(open),
                common(config.offer().pathsIn(), families, open, Capability.AddPath.Mode::sends),
                common(config.offer().pathsOut(), families, open, Capability.AddPath.Mode::receives),
                restart(open, config, families),
                config.external()));
    }

    /** RFC 7911 section 4: the families of one direction of which the neighbour offers the counterpart. */
    private static Set<IpFamily> common(
            Set<IpFamily> ours, Set<IpFamily> families, Open open, Predicate<Capability.AddPath.Mode> counterpart) {
        Set<IpFamily> common = EnumSet.noneOf(IpFamily.class);
        open.capabilities(Capability.AddPath.class)
                .flatMap(capability -> capability.modes().stream())
                .filter(counterpart)
                .forEach(entry -> entry.family().unicast().ifPresent(common::add));
        common.retainAll(ours);
        common.retainAll(families);
        return common;
    }

    /** RFC 8950 section 4: for IPv4 unicast; other families don't matter to us. */
    private static boolean offersExtendedNextHop(Open open) {
        return open.capabilities(Capability.ExtendedNextHop.class)
                .flatMap(capability -> capability.entries().stream())
                .anyMatch(V4_OVER_V6::equals);
    }

    /** RFC 9234 section 4.2: its role has to be the counterpart of ours, and the only one. */
    private static boolean matches(Role ours, Open open, boolean strict) {
        List<Integer> theirs = open.capabilities(Capability.BgpRole.class)
                .map(Capability.BgpRole::value)
                .distinct()
                .toList();
        return theirs.isEmpty()
                ? !strict
                : theirs.equals(List.of(ours.counterpart().code()));
    }

    /** RFC 4724 section 3: the last one counts. */
    private static Optional<PeerRestart> restart(Open open, FsmConfig config, Set<IpFamily> families) {
        return config.offer().restart().isEmpty()
                ? Optional.empty()
                : open.capabilities(Capability.GracefulRestart.class)
                        .reduce((_, later) -> later)
                        .map(theirs -> PeerRestart.of(theirs, families));
    }

    /** RFC 4760 section 8: without the capability it is IPv4 unicast. */
    private static Set<IpFamily> offered(Open open) {
        Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        open.capabilities(Capability.Multiprotocol.class)
                .forEach(capability -> capability.family().unicast().ifPresent(families::add));
        if (!open.has(Capability.Multiprotocol.class)) {
            families.add(IpFamily.V4);
        }
        return families;
    }

    /** RFC 5492 section 5: the capabilities that we miss. */
    private static Opaque wanted(FsmConfig config) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (IpFamily family : config.offer().families()) {
            AddressFamily unicast = AddressFamily.unicast(family);
            octets.writeBytes(new byte[] {1, 4, 0, (byte) unicast.afi(), 0, (byte) unicast.safi()});
        }
        return Opaque.of(octets.toByteArray());
    }

    private static Result.Refused refused(NotificationCode code, String detail) {
        return new Result.Refused(Notification.of(code), detail);
    }
}
