package dev.warren.wg.noise;

import dev.warren.wg.crypto.Blake2s;
import dev.warren.wg.crypto.ChaCha20Poly1305;
import dev.warren.wg.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The chaining key, the running hash and the present key of a handshake (Noise specification, section 5.2). */
final class SymmetricState {
    private static final byte[] CONSTRUCTION = "Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s".getBytes(StandardCharsets.UTF_8);
    private static final byte[] INITIAL_CHAINING_KEY = Blake2s.hash(CONSTRUCTION);

    private byte[] chainingKey;
    private byte[] hash;
    private byte[] key = new byte[32];

    private SymmetricState(byte[] chainingKey, byte[] hash) {
        this.chainingKey = chainingKey;
        this.hash = hash;
    }

    /** The state after the prologue and the pre-message: the responder's static public key. */
    static SymmetricState begin(byte[] prologue, byte[] responderStatic) {
        byte[] hash = Blake2s.hash(Blake2s.hash(INITIAL_CHAINING_KEY, prologue), responderStatic);
        return new SymmetricState(INITIAL_CHAINING_KEY.clone(), hash);
    }

    SymmetricState copy() {
        SymmetricState copy = new SymmetricState(chainingKey.clone(), hash.clone());
        copy.key = key.clone();
        return copy;
    }

    void mixHash(byte[] data) {
        hash = Blake2s.hash(hash, data);
    }

    /** An ephemeral key is mixed into both (Noise section 9.2: handshakes with a PSK). */
    void mixEphemeral(byte[] publicKey) {
        mixHash(publicKey);
        replaceChainingKey(Blake2s.kdf(1, chainingKey, publicKey)[0]);
    }

    void mixKey(byte[] input) {
        byte[][] keys = Blake2s.kdf(2, chainingKey, input);
        replaceChainingKey(keys[0]);
        replaceKey(keys[1]);
    }

    void mixPresharedKey(Secret psk) {
        byte[][] keys = psk.lend(bytes -> Blake2s.kdf(3, chainingKey, bytes));
        replaceChainingKey(keys[0]);
        mixHash(keys[1]);
        replaceKey(keys[2]);
    }

    byte[] encryptAndHash(byte[] plain) {
        byte[] sealed = ChaCha20Poly1305.seal(key, plain, hash);
        mixHash(sealed);
        return sealed;
    }

    /** The plain text, or null, with nothing changed, if the authenticator is wrong. */
    byte @Nullable [] decryptAndHash(byte[] sealed) {
        byte[] plain = ChaCha20Poly1305.open(key, sealed, hash);
        if (plain != null) {
            mixHash(sealed);
        }
        return plain;
    }

    /** The two transport keys, the initiator's sending one first; this state is wiped. */
    Secret[] split() {
        byte[][] keys = Blake2s.kdf(2, chainingKey, new byte[0]);
        wipe();
        return new Secret[] {Secret.consuming(keys[0]), Secret.consuming(keys[1])};
    }

    byte[] handshakeHash() {
        return hash.clone();
    }

    void wipe() {
        Arrays.fill(chainingKey, (byte) 0);
        Arrays.fill(key, (byte) 0);
    }

    private void replaceChainingKey(byte[] next) {
        Arrays.fill(chainingKey, (byte) 0);
        chainingKey = next;
    }

    private void replaceKey(byte[] next) {
        Arrays.fill(key, (byte) 0);
        key = next;
    }
}
