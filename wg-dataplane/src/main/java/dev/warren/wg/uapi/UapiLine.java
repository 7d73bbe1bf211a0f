package dev.warren.wg.uapi;

import dev.warren.wg.control.KeyFile;

/** One {@code key=value} line of a set operation. */
sealed interface UapiLine {
    /** A line whose value may be seen. */
    record Plain(String key, String value) implements UapiLine {}

    /** A line whose value is read from a key file while it is written. */
    record Secret(String key, KeyFile file) implements UapiLine {}
}
