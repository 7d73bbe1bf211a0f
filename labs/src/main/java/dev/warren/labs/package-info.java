/**
 * The command {@code labs/run}: chooses a lab and what to do with it. The only package that knows the command line; its one
 * thread waits for the others.
 */
@NullMarked
package dev.warren.labs;

import org.jspecify.annotations.NullMarked;
