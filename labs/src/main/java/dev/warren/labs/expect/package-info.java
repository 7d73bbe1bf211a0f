/**
 * The language of a lab's {@code expect/} folder: steps with what must become true of the output of commands in nodes, as partial
 * JSON or text, and how what was seen differs from it. May use the YAML reader of {@code clab} and read the files it is asked for; no
 * processes, no waiting. Immutable results, any thread.
 */
@NullMarked
package dev.warren.labs.expect;

import org.jspecify.annotations.NullMarked;
