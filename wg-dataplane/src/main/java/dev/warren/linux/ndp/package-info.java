/**
 * Router discovery on one link (RFC 4861 section 6): a router's advertisements of itself, and those of others. {@code RouterMessages} is pure,
 * {@code RouterDiscoverySocket} the edge to the kernel.
 */
@NullMarked
package dev.warren.linux.ndp;

import org.jspecify.annotations.NullMarked;
