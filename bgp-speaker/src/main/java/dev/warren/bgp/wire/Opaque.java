package dev.warren.bgp.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Octets that are carried and not interpreted: an immutable value. The text form is hexadecimal. */
public final class Opaque {
    /** No octets. */
    public static final Opaque EMPTY = new Opaque(new byte[0]);

    private final byte[] octets;

    private Opaque(byte[] octets) {
        this.octets = octets;
    }

    /** These octets, copied. */
    public static Opaque of(byte... octets) {
        return octets.length == 0 ? EMPTY : new Opaque(octets.clone());
    }

    /** The octets of hexadecimal digits. */
    public static Opaque parse(String hex) {
        return new Opaque(HexFormat.of().parseHex(hex));
    }

    /** How many octets there are. */
    public int length() {
        return octets.length;
    }

    /** The first so many octets; itself if it has no more. */
    public Opaque first(int limit) {
        return octets.length <= limit ? this : new Opaque(Arrays.copyOf(octets, limit));
    }

    /** A fresh copy. */
    public byte[] toBytes() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opaque opaque && Arrays.equals(octets, opaque.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(octets);
    }
}
