/**
 * What must hold between the parts of a topology: references, unique values, families, and that no two parts may own the same
 * address. Pure functions of a draft; each check is one class and goes on after a problem. Any thread.
 */
@NullMarked
package dev.warren.topology.check;

import org.jspecify.annotations.NullMarked;
