package dev.warren.wg.noise;

import dev.warren.wg.crypto.Secret;
import dev.warren.wg.crypto.X25519;

/** A static key pair. The private key stays off-heap until {@link #wipe}. */
public final class Identity {
    private final Secret privateKey;
    private final byte[] publicKey;

    /** The identity of a private key, which this object owns from now on. */
    public Identity(Secret privateKey) {
        this.privateKey = privateKey;
        this.publicKey = X25519.publicKey(privateKey);
    }

    public Secret privateKey() {
        return privateKey;
    }

    /** A copy of the 32 bytes. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The shared secret with another static key; zeros if that is a point of low order. */
    public Secret agree(byte[] remoteStatic) {
        byte[] shared = new byte[X25519.BYTES];
        X25519.agree(privateKey, remoteStatic, 0, shared);
        return Secret.consuming(shared);
    }

    public void wipe() {
        privateKey.wipe();
    }
}
