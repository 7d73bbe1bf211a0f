package dev.warren.net;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A WireGuard peer's public key: the 32 bytes of a Curve25519 point (RFC 7748). The text form is the Base64 of {@code wg}. */
public final class PublicKey implements Comparable<PublicKey> {
    /** The length of a key in bytes. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A key of these bytes, which are copied.
     *
     * @throws IllegalArgumentException unless there are 32
     */
    public static PublicKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a public key has 32 bytes, not " + bytes.length);
        }
        return new PublicKey(bytes.clone());
    }

    /**
     * Reads Base64 as {@code wg pubkey} prints it: 44 characters.
     *
     * @throws IllegalArgumentException if the text is not the canonical Base64 of 32 bytes
     */
    public static PublicKey parse(String text) {
        try {
            PublicKey key = text.length() == 44 ? of(Base64.getDecoder().decode(text)) : null;
            if (key != null && key.toString().equals(text)) {
                return key;
            }
        } catch (IllegalArgumentException malformed) {
            // the message below says it better
        }
        throw new IllegalArgumentException(
                "this is not a WireGuard public key: they are 44 characters, as `wg pubkey` prints");
    }

    /**
     * Reads 64 hexadecimal digits, as the configuration protocol has them.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static PublicKey parseHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** A fresh copy of the 32 bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The 64 lower-case hexadecimal digits of the configuration protocol. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public int compareTo(PublicKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
