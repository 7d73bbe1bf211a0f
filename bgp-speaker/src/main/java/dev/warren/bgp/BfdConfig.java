package dev.warren.bgp;

import dev.warren.bgp.bfd.BfdParameters;
import dev.warren.bgp.bfd.udp.BfdPath;

/**
 * How BFD watches over a neighbour.
 *
 * @param parameters intervals of 10 ms to 60 s, and how many packets may be missing
 * @param hops one link, or any number of them
 */
public record BfdConfig(BfdParameters parameters, BfdPath.Hops hops) {}
