package dev.warren.wg.noise;

import dev.warren.wg.crypto.Blake2s;
import dev.warren.wg.crypto.ChaCha20Poly1305;
import dev.warren.wg.crypto.KeyDerivation;
import dev.warren.wg.crypto.Secret;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The chaining key, the running hash and the present key of a handshake (Noise specification, section 5.2). */
final class SymmetricState {
    private static final byte[] CONSTRUCTION = "Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s".getBytes(StandardCharsets.UTF_8);
    private static final byte[] INITIAL_CHAINING_KEY = Blake2s.hash(CONSTRUCTION);

    private Secret chainingKey;
    private byte[] hash;
    private Secret key = new Secret();

    private SymmetricState(Secret chainingKey, byte[] hash) {
        this.chainingKey = chainingKey;
        this.hash = hash;
    }

    /** The state after the prologue and the pre-message: the responder's static public key. */
    static SymmetricState begin(byte[] prologue, byte[] responderStatic) {
        byte[] hash = Blake2s.hash(Blake2s.hash(INITIAL_CHAINING_KEY, prologue), responderStatic);
        return new SymmetricState(Secret.consuming(INITIAL_CHAINING_KEY.clone()), hash);
    }

    SymmetricState copy() {
        SymmetricState copy = new SymmetricState(chainingKey.copy(), hash.clone());
        copy.key = key.copy();
        return copy;
    }

    void mixHash(byte[] data) {
        hash = Blake2s.hash(hash, data);
    }

    /** An ephemeral key is mixed into both (Noise section 9.2: handshakes with a PSK). */
    void mixEphemeral(byte[] publicKey) {
        mixHash(publicKey);
        replaceChainingKey(KeyDerivation.derive(1, chainingKey, MemorySegment.ofArray(publicKey))[0]);
    }

    /** Mixes a shared secret in. */
    void mixKey(MemorySegment input) {
        Secret[] keys = KeyDerivation.derive(2, chainingKey, input);
        replaceChainingKey(keys[0]);
        replaceKey(keys[1]);
    }

    void mixPresharedKey(Secret psk) {
        Secret[] keys = KeyDerivation.derive(3, chainingKey, psk.memory());
        replaceChainingKey(keys[0]);
        mixHash(keys[1].memory().toArray(ValueLayout.JAVA_BYTE));
        keys[1].wipe();
        replaceKey(keys[2]);
    }

    byte[] encryptAndHash(byte[] plain) {
        byte[] sealed = key.lend(bytes -> ChaCha20Poly1305.seal(bytes, plain, hash));
        mixHash(sealed);
        return sealed;
    }

    /** The plain text, or null, with nothing changed, if the authenticator is wrong. */
    byte @Nullable [] decryptAndHash(byte[] sealed) {
        byte[] bytes = key.memory().toArray(ValueLayout.JAVA_BYTE);
        byte[] plain = ChaCha20Poly1305.open(bytes, sealed, hash);
        Arrays.fill(bytes, (byte) 0);
        if (plain != null) {
            mixHash(sealed);
        }
        return plain;
    }

    /** The two transport keys, the initiator's sending one first; this state is wiped. */
    Secret[] split() {
        Secret[] keys = KeyDerivation.derive(2, chainingKey, MemorySegment.ofArray(new byte[0]));
        wipe();
        return keys;
    }

    byte[] handshakeHash() {
        return hash.clone();
    }

    void wipe() {
        chainingKey.wipe();
        key.wipe();
    }

    private void replaceChainingKey(Secret next) {
        chainingKey.wipe();
        chainingKey = next;
    }

    private void replaceKey(Secret next) {
        key.wipe();
        key = next;
    }
}
