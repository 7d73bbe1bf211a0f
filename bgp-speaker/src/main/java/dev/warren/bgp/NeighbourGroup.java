package dev.warren.bgp;

import java.util.function.Consumer;

/**
 * Settings that neighbours share: what a neighbour says itself after {@link NeighbourConfig.Builder#group} comes on top of them.
 *
 * @param name for people
 * @param settings sets what the members share; called once per member, and must not keep the builder
 */
public record NeighbourGroup(String name, Consumer<NeighbourConfig.Builder> settings) {}
