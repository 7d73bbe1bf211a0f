/**
 * The table that maps a container image to what this machine has: {@code images.yml}. May use the YAML reader of {@code clab}
 * and read that file; no processes. Immutable, any thread.
 */
@NullMarked
package dev.warren.labs.image;

import org.jspecify.annotations.NullMarked;
