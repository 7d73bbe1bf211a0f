package dev.warren.wg.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * ChaCha20-Poly1305 (RFC 8439) and XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) on arrays: for handshakes and cookies, where
 * speed matters little. Any thread.
 */
public final class ChaCha20Poly1305 {
    /** The length of the authenticator in bytes. */
    public static final int TAG = 16;

    /** The length of XChaCha20-Poly1305's nonce in bytes. */
    public static final int X_NONCE = 24;

    private ChaCha20Poly1305() {}

    /** AEAD(key, counter 0, plain text, data): the handshake's keys are used once each. */
    public static byte[] seal(byte[] key, byte[] plain, byte[] data) {
        return sealWith(key, new byte[12], plain, data);
    }

    /** The plain text, or null if the authenticator is wrong. */
    public static byte @Nullable [] open(byte[] key, byte[] sealed, byte[] data) {
        return openWith(key, new byte[12], sealed, data);
    }

    /** XAEAD(key, 24-byte nonce, plain text, data). */
    public static byte[] sealX(byte[] key, byte[] nonce, byte[] plain, byte[] data) {
        return run(true, hChaCha20(key, nonce), tail(nonce), plain, data);
    }

    /** The plain text, or null if the authenticator is wrong. */
    public static byte @Nullable [] openX(byte[] key, byte[] nonce, byte[] sealed, byte[] data) {
        return openWith(hChaCha20(key, nonce), tail(nonce), sealed, data);
    }

    static byte[] sealWith(byte[] key, byte[] nonce, byte[] plain, byte[] data) {
        return run(true, key, nonce, plain, data);
    }

    static byte @Nullable [] openWith(byte[] key, byte[] nonce, byte[] sealed, byte[] data) {
        if (sealed.length < TAG) {
            return null;
        }
        try {
            return run(false, key, nonce, sealed, data);
        } catch (IllegalStateException wrongTag) {
            return null;
        }
    }

    private static byte[] run(boolean encrypt, byte[] key, byte[] nonce, byte[] input, byte[] data) {
        var engine = new org.bouncycastle.crypto.modes.ChaCha20Poly1305();
        engine.init(encrypt, new AEADParameters(new KeyParameter(key), 8 * TAG, nonce, data));
        byte[] output = new byte[engine.getOutputSize(input.length)];
        try {
            int length = engine.processBytes(input, 0, input.length, output, 0);
            engine.doFinal(output, length);
            return output;
        } catch (InvalidCipherTextException wrongTag) {
            throw new IllegalStateException("the authenticator is wrong", wrongTag);
        }
    }

    private static byte[] tail(byte[] nonce) {
        byte[] tail = new byte[12];
        System.arraycopy(nonce, 16, tail, 4, 8);
        return tail;
    }

    /** HChaCha20 (draft-irtf-cfrg-xchacha-03 section 2.2): the subkey of a key and the first 16 bytes of a nonce. */
    static byte[] hChaCha20(byte[] key, byte[] nonce) {
        int[] s = new int[16];
        ByteBuffer in = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        in.putInt(0x61707865).putInt(0x3320646e).putInt(0x79622d32).putInt(0x6b206574);
        in.put(key, 0, 32).put(nonce, 0, 16).flip().asIntBuffer().get(s);
        for (int i = 0; i < 10; i++) {
            quarter(s, 0, 4, 8, 12);
            quarter(s, 1, 5, 9, 13);
            quarter(s, 2, 6, 10, 14);
            quarter(s, 3, 7, 11, 15);
            quarter(s, 0, 5, 10, 15);
            quarter(s, 1, 6, 11, 12);
            quarter(s, 2, 7, 8, 13);
            quarter(s, 3, 4, 9, 14);
        }
        ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        out.asIntBuffer().put(s, 0, 4).put(s, 12, 4);
        return out.array();
    }

    private static void quarter(int[] s, int a, int b, int c, int d) {
        s[a] += s[b];
        s[d] = Integer.rotateLeft(s[d] ^ s[a], 16);
        s[c] += s[d];
        s[b] = Integer.rotateLeft(s[b] ^ s[c], 12);
        s[a] += s[b];
        s[d] = Integer.rotateLeft(s[d] ^ s[a], 8);
        s[c] += s[d];
        s[b] = Integer.rotateLeft(s[b] ^ s[c], 7);
    }
}
