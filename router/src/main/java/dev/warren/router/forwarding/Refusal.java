package dev.warren.router.forwarding;

import dev.warren.bgp.Path;

/**
 * A best path that is not forwarded, and why. BGP keeps it; nothing of it reaches AllowedIPs or the kernel.
 *
 * @param path the path
 * @param cause what is wrong with it
 */
public record Refusal(Path path, Cause cause) implements Verdict {

    /** What can be wrong with a path that BGP accepted. */
    public enum Cause {
        /** The next hop leads to no peer and is on no upstream link. */
        NEXT_HOP_UNKNOWN("the next hop leads to no peer and is on no upstream link"),
        /** The topology does not grant the prefix to the peer (the authority ceiling). */
        BEYOND_AUTHORITY("the topology does not grant this prefix to the peer");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
