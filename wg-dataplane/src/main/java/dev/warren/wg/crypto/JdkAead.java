package dev.warren.wg.crypto;

import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/** The JDK's ChaCha20-Poly1305. It works on arrays, so each packet is copied in and out, and each {@code init} allocates. */
public final class JdkAead implements Aead {
    private static final int LARGEST = 65_536 + TAG;

    private final Cipher cipher;
    private final byte[] input = new byte[LARGEST];
    private final byte[] output = new byte[LARGEST];
    private final byte[] nonce = new byte[12];
    private final ByteBuffer nonceBuffer = ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN);

    /** @throws IllegalStateException if the JDK was built without the cipher */
    public JdkAead() {
        try {
            cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no ChaCha20-Poly1305", missing);
        }
    }

    @Override
    public void seal(Secret key, long counter, MemorySegment memory, long at, int length) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, input, 0, length);
        try {
            init(Cipher.ENCRYPT_MODE, key, counter);
            int sealed = cipher.doFinal(input, 0, length, output, 0);
            MemorySegment.copy(output, 0, memory, ValueLayout.JAVA_BYTE, at, sealed);
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("a key or counter that can't be", bug);
        }
    }

    @Override
    public boolean open(Secret key, long counter, MemorySegment memory, long at, int length) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, input, 0, length + TAG);
        try {
            init(Cipher.DECRYPT_MODE, key, counter);
            int opened = cipher.doFinal(input, 0, length + TAG, output, 0);
            MemorySegment.copy(output, 0, memory, ValueLayout.JAVA_BYTE, at, opened);
            return true;
        } catch (AEADBadTagException forged) {
            return false;
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("a key or counter that can't be", bug);
        }
    }

    private void init(int mode, Secret key, long counter) throws GeneralSecurityException {
        nonceBuffer.putLong(4, counter);
        cipher.init(mode, new Key(key), new IvParameterSpec(nonce));
    }

    /** The secret as the JDK wants it: each request for its bytes makes a copy, which the cipher keeps until its next packet. */
    private static final class Key implements SecretKey {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Secret secret;

        Key(Secret secret) {
            this.secret = secret;
        }

        @Override
        public String getAlgorithm() {
            return "ChaCha20";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return secret.memory().toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
