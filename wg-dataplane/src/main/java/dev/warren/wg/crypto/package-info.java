/**
 * WireGuard's primitives: the AEAD of packets behind one interface, X25519, BLAKE2s with its HMAC and KDF, XChaCha20-Poly1305,
 * and secrets that live off-heap. It may use Bouncy Castle, the JDK's ciphers, and libcrypto by FFM; no clock, no sockets. Objects are one
 * thread's unless they say otherwise.
 */
@NullMarked
package dev.warren.wg.crypto;

import org.jspecify.annotations.NullMarked;
