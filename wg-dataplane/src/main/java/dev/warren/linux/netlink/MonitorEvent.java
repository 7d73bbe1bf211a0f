package dev.warren.linux.netlink;

/** What a monitor reports. */
public sealed interface MonitorEvent {
    /** A link is new or has changed. */
    record LinkChanged(Link link) implements MonitorEvent {}

    /** A link is gone. */
    record LinkRemoved(Link link) implements MonitorEvent {}

    /** An address is new or has changed. */
    record AddressChanged(InterfaceAddress address) implements MonitorEvent {}

    /** An address is gone. */
    record AddressRemoved(InterfaceAddress address) implements MonitorEvent {}

    /** A route is new or has taken another's place. */
    record RouteChanged(Route route) implements MonitorEvent {}

    /** A route is gone. Routes of a link that goes down vanish in IPv4 without this notice. */
    record RouteRemoved(Route route) implements MonitorEvent {}

    /** A rule is new. */
    record RuleAdded(Rule rule) implements MonitorEvent {}

    /** A rule is gone. */
    record RuleRemoved(Rule rule) implements MonitorEvent {}

    /** The kernel dropped notices (ENOBUFS): what was learned from them is stale and is to be read anew. */
    record NoticesLost() implements MonitorEvent {}
}
