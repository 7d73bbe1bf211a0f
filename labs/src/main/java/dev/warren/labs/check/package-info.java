/**
 * What must be true of a lab: steps with a title, a time limit and a verdict, among them those of {@code expect}, and waiting for a
 * condition with a deadline. May use {@code lab} and {@code expect}; knows no lab in particular. One thread runs a list of steps.
 */
@NullMarked
package dev.warren.labs.check;

import org.jspecify.annotations.NullMarked;
