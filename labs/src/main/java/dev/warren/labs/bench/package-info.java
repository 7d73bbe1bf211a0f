/**
 * Warren's parts as stand-alone processes, in the form that the benchmarks call for. May use every module; knows no lab.
 */
@NullMarked
package dev.warren.labs.bench;

import org.jspecify.annotations.NullMarked;
