/**
 * The nftables table of one overlay interface: source filter, permitted forwarding, drop counters. {@code FirewallRules}
 * renders the ruleset and {@code CounterReply} reads the counters back, both pure; {@code Nftables} is the edge, libnftables
 * by JNA. The library works in the network namespace of the calling thread.
 */
@NullMarked
package dev.warren.router.firewall;

import org.jspecify.annotations.NullMarked;
