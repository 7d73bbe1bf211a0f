/**
 * What must be true of a lab: steps with a title, a time limit and a verdict, and waiting for a condition with a deadline. May use
 * {@code lab}; knows no lab in particular. One thread runs a list of steps.
 */
@NullMarked
package dev.warren.labs.check;

import org.jspecify.annotations.NullMarked;
