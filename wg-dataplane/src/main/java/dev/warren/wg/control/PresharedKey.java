package dev.warren.wg.control;

/** What is mixed into a peer's handshakes beside the keys of the two. */
public sealed interface PresharedKey {
    /** The key in a file. */
    record InFile(KeyFile file) implements PresharedKey {}

    /** Nothing; a device keeps that as a key of zeros. */
    record None() implements PresharedKey {}
}
