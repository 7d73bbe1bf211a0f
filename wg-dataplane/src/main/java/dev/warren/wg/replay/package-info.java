/** The replay window of a session (RFC 6479). Pure; it uses nothing. One thread at a time. */
@NullMarked
package dev.warren.wg.replay;

import org.jspecify.annotations.NullMarked;
