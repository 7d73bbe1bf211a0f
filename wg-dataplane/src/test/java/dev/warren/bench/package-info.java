/** Benchmarks of what is done for every packet, by JMH: {@code labs/bench/micro} runs them. */
@NullMarked
package dev.warren.bench;

import org.jspecify.annotations.NullMarked;
