package dev.warren.wg.noise;

import dev.warren.wg.crypto.ChaCha20Poly1305;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.crypto.X25519;
import dev.warren.wg.noise.HandshakeRefused.Reason;
import java.util.Arrays;

/**
 * The initiator's side of IKpsk2: {@code → e, es, s, ss} then {@code ← e, ee, se, psk}. A refused second message changes
 * nothing: the true one may still come.
 */
public final class InitiatorHandshake {
    private final SymmetricState state;
    private final Secret ephemeral;
    private final byte[] message;

    private InitiatorHandshake(SymmetricState state, Secret ephemeral, byte[] message) {
        this.state = state;
        this.ephemeral = ephemeral;
        this.message = message;
    }

    /**
     * Begins a handshake.
     *
     * @param prologue what both sides must agree on; WireGuard's identifier
     * @param own this side's static key pair
     * @param remoteStatic the responder's static public key
     * @param staticStatic the shared secret of the two static keys
     * @param ephemeral a fresh private key, which this object wipes
     * @param payload what to send encrypted; WireGuard's timestamp
     * @throws HandshakeRefused if the responder's key is a point of low order
     */
    public static InitiatorHandshake begin(
            byte[] prologue, Identity own, byte[] remoteStatic, Secret staticStatic, Secret ephemeral, byte[] payload)
            throws HandshakeRefused {
        SymmetricState state = SymmetricState.begin(prologue, remoteStatic);
        byte[] ephemeralPublic = X25519.publicKey(ephemeral);
        state.mixEphemeral(ephemeralPublic);
        DiffieHellman.mix(state, ephemeral, remoteStatic);
        byte[] sealedStatic = state.encryptAndHash(own.publicKey());
        if (staticStatic.isZero()) {
            throw new HandshakeRefused(Reason.LOW_ORDER_POINT);
        }
        state.mixKey(staticStatic.memory());
        byte[] sealedPayload = state.encryptAndHash(payload);
        return new InitiatorHandshake(state, ephemeral, Bytes.join(ephemeralPublic, sealedStatic, sealedPayload));
    }

    /** The first message: 32 bytes of ephemeral key, 48 of sealed static key, then the sealed payload. */
    public byte[] message() {
        return message.clone();
    }

    /**
     * Reads the second message; on success this object is spent.
     *
     * @param response 32 bytes of ephemeral key, then the sealed payload
     * @param psk the preshared key, zeros if there is none
     * @throws HandshakeRefused if it is not the true response
     */
    public Completed complete(byte[] response, Identity own, Secret psk) throws HandshakeRefused {
        if (response.length < X25519.BYTES + ChaCha20Poly1305.TAG) {
            throw new HandshakeRefused(Reason.MALFORMED);
        }
        SymmetricState attempt = state.copy();
        try {
            byte[] theirs = Arrays.copyOf(response, X25519.BYTES);
            attempt.mixEphemeral(theirs);
            DiffieHellman.mix(attempt, ephemeral, theirs);
            DiffieHellman.mix(attempt, own.privateKey(), theirs);
            attempt.mixPresharedKey(psk);
            byte[] payload = attempt.decryptAndHash(Arrays.copyOfRange(response, X25519.BYTES, response.length));
            if (payload == null) {
                throw new HandshakeRefused(Reason.NOT_AUTHENTIC);
            }
            byte[] hash = attempt.handshakeHash();
            Secret[] keys = attempt.split();
            wipe();
            return new Completed(new TransportKeys(keys[0], keys[1]), payload, hash);
        } finally {
            attempt.wipe();
        }
    }

    /** Wipes what is secret here: the handshake is abandoned or done. */
    public void wipe() {
        ephemeral.wipe();
        state.wipe();
    }
}
