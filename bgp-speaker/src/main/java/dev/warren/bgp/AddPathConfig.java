package dev.warren.bgp;

/**
 * What we offer of one family to tell several paths of a prefix apart (RFC 7911). Either direction is used only if the neighbour
 * offers its counterpart.
 *
 * @param receives the neighbour may announce several paths of a prefix
 * @param sent how many paths of a prefix it gets at most, 0 to 2,147,483,647: the best ones of all that are usable, of which those
 *     that came from itself are left out; 0 for the best path only, in the form without path identifiers
 */
public record AddPathConfig(boolean receives, int sent) {
    /** For {@link #sent}: all usable paths, of which the best {@value dev.warren.bgp.rib.PeerCodec#MOST_PATHS} go out. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Neither direction. */
    public static final AddPathConfig OFF = new AddPathConfig(false, 0);

    /** Both directions, with all usable paths. */
    public static final AddPathConfig BOTH = new AddPathConfig(true, ALL);

    /** @throws IllegalArgumentException if the number is negative */
    public AddPathConfig {
        if (sent < 0) {
            throw new IllegalArgumentException("a number of paths of " + sent + " is negative");
        }
    }
}
