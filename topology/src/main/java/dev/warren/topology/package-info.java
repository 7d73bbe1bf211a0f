/**
 * A whole overlay as its operator wrote it: the model ({@link dev.warren.topology.Topology}), what can be wrong with its
 * text ({@link dev.warren.topology.Problem}), and the door to it all ({@link dev.warren.topology.TopologyFile}). The model is
 * immutable and holds no secret: private and preshared keys are paths of files. Any thread.
 */
@NullMarked
package dev.warren.topology;

import org.jspecify.annotations.NullMarked;
