package dev.warren.wg.noise;

import dev.warren.wg.crypto.Secret;

/**
 * What a handshake yields (paper, section 5.4.5).
 *
 * @param send the key that this side encrypts with
 * @param receive the key that this side decrypts with
 */
public record TransportKeys(Secret send, Secret receive) {}
