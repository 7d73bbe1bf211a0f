package dev.warren.wg.noise;

import dev.warren.wg.crypto.Secret;
import dev.warren.wg.crypto.X25519;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** One Diffie-Hellman token of the pattern. */
final class DiffieHellman {
    private DiffieHellman() {}

    static void mix(SymmetricState state, Secret ours, byte[] theirs) throws HandshakeRefused {
        byte[] shared = new byte[X25519.BYTES];
        try {
            if (!X25519.agree(ours, theirs, 0, shared)) {
                throw new HandshakeRefused(HandshakeRefused.Reason.LOW_ORDER_POINT);
            }
            state.mixKey(MemorySegment.ofArray(shared));
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }
}
