/**
 * The schema of the language: from trees of nodes to a {@link dev.warren.topology.schema.Draft}. Says which keys there are and
 * what each value looks like by itself; how values must fit each other is the business of
 * {@code dev.warren.topology.check}. Pure but for the public keys that it asks its caller to read. One thread per reading.
 */
@NullMarked
package dev.warren.topology.schema;

import org.jspecify.annotations.NullMarked;
