package dev.warren.bgp.wire;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;

/**
 * AGGREGATOR (RFC 4271 section 5.1.7).
 *
 * @param asn the AS of the aggregating speaker
 * @param address its address, IPv4
 */
public record Aggregator(Asn asn, IpAddress address) {}
