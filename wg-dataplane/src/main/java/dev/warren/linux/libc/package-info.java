/**
 * The C library's functions that Warren calls, by JNA's direct mapping, those of every packet by FFM, and errno as values. Addresses are
 * raw: callers pass memory that they own and keep alive. It may use JNA only. Any thread.
 */
@NullMarked
package dev.warren.linux.libc;

import org.jspecify.annotations.NullMarked;
