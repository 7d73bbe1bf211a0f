/**
 * What one node of a checked topology has to do: tunnel, peers with their authority, BGP neighbours with their filters,
 * firewall. Pure: a function of the topology, no files, no clock; immutable values for any thread.
 */
@NullMarked
package dev.warren.topology.plan;

import org.jspecify.annotations.NullMarked;
