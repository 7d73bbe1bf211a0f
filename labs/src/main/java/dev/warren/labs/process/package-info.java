/**
 * Processes of this machine: commands with a deadline and their output, and identities that survive the reuse of a pid. An
 * I/O edge; any thread, calls block.
 */
@NullMarked
package dev.warren.labs.process;

import org.jspecify.annotations.NullMarked;
