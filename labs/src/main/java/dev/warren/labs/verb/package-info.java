/**
 * What one can do to a lab that is up: its nodes' processes and links. May use {@code lab} and {@code process}; an I/O edge. Each
 * verb is a function of the lab and its arguments, so that the command line and the steps of {@code expect/} share it.
 */
@NullMarked
package dev.warren.labs.verb;

import org.jspecify.annotations.NullMarked;
