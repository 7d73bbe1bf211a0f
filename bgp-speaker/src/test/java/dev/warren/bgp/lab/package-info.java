/** Interoperability with FRR and BIRD: each in its own network namespace, compared by their own tables. Needs root. */
@NullMarked
package dev.warren.bgp.lab;

import org.jspecify.annotations.NullMarked;
