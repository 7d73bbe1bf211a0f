package dev.warren.bgp.wire;

/** Fewer octets than a length promised; whoever reads knows what that means. */
final class ShortReadException extends Exception {
    private static final long serialVersionUID = 1;

    ShortReadException(int wanted, int left) {
        super(wanted + " octets wanted, " + left + " left", null, false, false);
    }
}
