package dev.warren.bgp;

import dev.warren.bgp.policy.Provenance;
import dev.warren.bgp.wire.Community;
import dev.warren.net.Prefix;
import java.util.List;

/**
 * A local route: announced with ourselves as next hop and ORIGIN IGP; preferred to any learned path of the same prefix.
 *
 * @param prefix the prefix
 * @param communities the communities that it carries
 * @param tag what export policies can ask for, 0 to 65,535; 0 for none. Meant for a few kinds of routes: what a tag once took stays
 *     taken.
 */
public record Origination(Prefix prefix, List<Community> communities, int tag) {
    /** The greatest tag. */
    public static final int MAX_TAG = Provenance.MAX_TAG;

    /** How many communities an attribute has room for. */
    public static final int MAX_COMMUNITIES = 0xffff / 4;

    /** @throws IllegalArgumentException if the tag is out of its range, or for more than {@link #MAX_COMMUNITIES}; the message names the prefix */
    public Origination {
        if (tag < 0 || tag > MAX_TAG) {
            throw new IllegalArgumentException("the tag of " + prefix + " is 0 to " + MAX_TAG + ", not " + tag);
        }
        communities = List.copyOf(communities);
        if (communities.size() > MAX_COMMUNITIES) {
            throw new IllegalArgumentException(
                    prefix + " with " + communities.size() + " communities: up to " + MAX_COMMUNITIES);
        }
    }

    /** A local route without a tag. */
    public Origination(Prefix prefix, List<Community> communities) {
        this(prefix, communities, 0);
    }

    /** A local route without communities and tag. */
    public static Origination of(Prefix prefix) {
        return new Origination(prefix, List.of());
    }
}
