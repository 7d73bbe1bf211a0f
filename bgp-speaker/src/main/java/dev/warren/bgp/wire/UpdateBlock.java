package dev.warren.bgp.wire;

/**
 * Whole UPDATE messages one after the other, headers included and checked, bodies as they came: whoever keeps the routes reads
 * them with {@link UpdateScanner}, and with {@link MessageDecoder} what that doesn't take.
 */
public final class UpdateBlock implements Message {
    private final byte[] octets;

    /** Takes the octets over: nobody changes them from now on. */
    public UpdateBlock(byte[] octets) {
        this.octets = octets;
    }

    /** The messages; not to be changed. */
    public byte[] octets() {
        return octets;
    }

    /** How many octets there are. */
    public int length() {
        return octets.length;
    }

    @Override
    public String toString() {
        return "UPDATEs of " + octets.length + " octets";
    }
}
