/**
 * The containerlab language ({@code *.clab.yml}): its text to a {@link dev.warren.labs.clab.ClabTopology} with variables
 * substituted and defaults, kinds and groups merged into each node, or to an error that names file, line and column. May
 * use SnakeYAML's node tree and read the file it is asked for; no processes, no network. Immutable results, any thread.
 */
@NullMarked
package dev.warren.labs.clab;

import org.jspecify.annotations.NullMarked;
