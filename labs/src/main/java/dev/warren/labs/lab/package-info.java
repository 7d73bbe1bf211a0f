/**
 * Playing a lab: namespaces, links, processes, and taking all of it down again, whatever has become of the runner that set it
 * up. May use {@code clab}, {@code image} and {@code process}; an I/O edge. A {@link dev.warren.labs.lab.Lab} and its nodes may be
 * used from any thread.
 */
@NullMarked
package dev.warren.labs.lab;

import org.jspecify.annotations.NullMarked;
