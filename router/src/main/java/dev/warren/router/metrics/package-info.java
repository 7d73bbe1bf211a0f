/**
 * Every meter of the router, in one enum, and the Prometheus registry that holds them. No other package names a meter. Any
 * thread.
 */
@NullMarked
package dev.warren.router.metrics;

import org.jspecify.annotations.NullMarked;
