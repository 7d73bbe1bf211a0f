package dev.warren.bgp.wire;

/** A BGP message (RFC 4271 section 4, RFC 2918) without its header. */
public sealed interface Message permits Open, Update, UpdateBlock, Notification, KeepAlive, RouteRefresh {}
