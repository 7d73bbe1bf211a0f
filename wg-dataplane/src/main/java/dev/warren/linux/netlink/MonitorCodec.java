package dev.warren.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the messages of multicast groups into events. */
final class MonitorCodec {
    private MonitorCodec() {}

    /** The events of one datagram; messages of other kinds and families are passed over. */
    static List<MonitorEvent> decode(List<NetlinkMessage> messages) throws NetlinkException {
        List<MonitorEvent> events = new ArrayList<>();
        for (NetlinkMessage message : messages) {
            decode(message).ifPresent(events::add);
        }
        return events;
    }

    private static Optional<MonitorEvent> decode(NetlinkMessage message) throws NetlinkException {
        var payload = message.payload();
        return switch (message.type()) {
            case Rtnetlink.RTM_NEWLINK -> Optional.of(new MonitorEvent.LinkChanged(LinkCodec.decode(payload)));
            case Rtnetlink.RTM_DELLINK -> Optional.of(new MonitorEvent.LinkRemoved(LinkCodec.decode(payload)));
            case Rtnetlink.RTM_NEWADDR -> AddressCodec.decode(payload).map(MonitorEvent.AddressChanged::new);
            case Rtnetlink.RTM_DELADDR -> AddressCodec.decode(payload).map(MonitorEvent.AddressRemoved::new);
            case Rtnetlink.RTM_NEWROUTE -> RouteCodec.decode(payload).map(MonitorEvent.RouteChanged::new);
            case Rtnetlink.RTM_DELROUTE -> RouteCodec.decode(payload).map(MonitorEvent.RouteRemoved::new);
            case Rtnetlink.RTM_NEWRULE -> RuleCodec.decode(payload).map(MonitorEvent.RuleAdded::new);
            case Rtnetlink.RTM_DELRULE -> RuleCodec.decode(payload).map(MonitorEvent.RuleRemoved::new);
            case Rtnetlink.NLMSG_OVERRUN -> Optional.of(new MonitorEvent.NoticesLost());
            default -> Optional.empty();
        };
    }
}
