/**
 * How the router drives one WireGuard interface, whoever implements it: the state that is read, the changes that are made, and
 * the files that keys are read from. Values, one interface and one class ({@code KeyReader}) that reads key files into
 * off-heap memory; usable from any thread.
 */
@NullMarked
package dev.warren.wg.control;

import org.jspecify.annotations.NullMarked;
