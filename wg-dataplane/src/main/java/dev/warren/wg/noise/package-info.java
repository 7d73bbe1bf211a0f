/**
 * The handshake Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s (WireGuard's paper, section 5.4) as pure objects: bytes, keys and the time
 * in, bytes and keys out. It may use {@code dev.warren.wg.crypto}; no sockets, no clock, no randomness but what it is given.
 * One thread at a time.
 */
@NullMarked
package dev.warren.wg.noise;

import org.jspecify.annotations.NullMarked;
