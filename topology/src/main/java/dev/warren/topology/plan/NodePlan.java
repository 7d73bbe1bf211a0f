package dev.warren.topology.plan;

/**
 * Everything that one hub has to do.
 *
 * @param node the hub's name
 * @param overlay what it shares with all hubs
 * @param tunnel its WireGuard interface and the peers on it
 * @param bgp its BGP neighbours
 * @param firewall what may come in by the tunnel, and what may be forwarded
 */
public record NodePlan(String node, OverlayPlan overlay, TunnelPlan tunnel, BgpPlan bgp, FirewallPlan firewall) {}
