package dev.warren.wg.noise;

import dev.warren.wg.crypto.ChaCha20Poly1305;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.crypto.X25519;
import dev.warren.wg.noise.HandshakeRefused.Reason;
import java.util.Arrays;

/**
 * The responder's side of IKpsk2, in the three steps that its owner needs: who is it, is it authentic, answer it. Nothing of
 * it outlives one call of the device.
 */
public final class ResponderHandshake {
    private static final int SEALED_STATIC = X25519.BYTES + ChaCha20Poly1305.TAG;

    private final SymmetricState state;
    private final byte[] remoteEphemeral;
    private final byte[] remoteStatic;
    private final byte[] sealedPayload;

    private ResponderHandshake(
            SymmetricState state, byte[] remoteEphemeral, byte[] remoteStatic, byte[] sealedPayload) {
        this.state = state;
        this.remoteEphemeral = remoteEphemeral;
        this.remoteStatic = remoteStatic;
        this.sealedPayload = sealedPayload;
    }

    /**
     * Reads a first message as far as the initiator's static key.
     *
     * @throws HandshakeRefused if it was not made for this identity
     */
    public static ResponderHandshake read(byte[] prologue, Identity own, byte[] message) throws HandshakeRefused {
        if (message.length < X25519.BYTES + SEALED_STATIC + ChaCha20Poly1305.TAG) {
            throw new HandshakeRefused(Reason.MALFORMED);
        }
        SymmetricState state = SymmetricState.begin(prologue, own.publicKey());
        byte[] ephemeral = Arrays.copyOf(message, X25519.BYTES);
        state.mixEphemeral(ephemeral);
        DiffieHellman.mix(state, own.privateKey(), ephemeral);
        int payload = X25519.BYTES + SEALED_STATIC;
        byte[] remoteStatic = state.decryptAndHash(Arrays.copyOfRange(message, X25519.BYTES, payload));
        if (remoteStatic == null) {
            throw new HandshakeRefused(Reason.NOT_AUTHENTIC);
        }
        return new ResponderHandshake(
                state, ephemeral, remoteStatic, Arrays.copyOfRange(message, payload, message.length));
    }

    /** The static public key that the initiator claims; authentic only once {@link #authenticate} has passed. */
    public byte[] remoteStatic() {
        return remoteStatic.clone();
    }

    /**
     * Opens the payload with the shared secret of the two static keys.
     *
     * @throws HandshakeRefused if the initiator does not own the static key that it claims
     */
    public byte[] authenticate(Secret staticStatic) throws HandshakeRefused {
        if (staticStatic.isZero()) {
            throw new HandshakeRefused(Reason.LOW_ORDER_POINT);
        }
        state.mixKey(staticStatic.memory());
        byte[] payload = state.decryptAndHash(sealedPayload);
        if (payload == null) {
            throw new HandshakeRefused(Reason.NOT_AUTHENTIC);
        }
        return payload;
    }

    /**
     * Answers; this object is spent.
     *
     * @param ephemeral a fresh private key, wiped here
     * @param psk the preshared key, zeros if there is none
     * @throws HandshakeRefused if the initiator sent a point of low order
     */
    public Completed answer(Secret ephemeral, Secret psk, byte[] payload) throws HandshakeRefused {
        try {
            byte[] ephemeralPublic = X25519.publicKey(ephemeral);
            state.mixEphemeral(ephemeralPublic);
            DiffieHellman.mix(state, ephemeral, remoteEphemeral);
            DiffieHellman.mix(state, ephemeral, remoteStatic);
            state.mixPresharedKey(psk);
            byte[] message = Bytes.join(ephemeralPublic, state.encryptAndHash(payload));
            byte[] hash = state.handshakeHash();
            Secret[] keys = state.split();
            return new Completed(new TransportKeys(keys[1], keys[0]), message, hash);
        } finally {
            ephemeral.wipe();
            state.wipe();
        }
    }
}
