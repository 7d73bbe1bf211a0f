/**
 * The lab two-regions: who is who, what convergence means, and the steps of its check. May use {@code check}, {@code lab} and
 * {@code observe}. One thread runs the steps.
 */
@NullMarked
package dev.warren.labs.tworegions;

import org.jspecify.annotations.NullMarked;
