package dev.warren.labs.impair;

/**
 * The nftables tables of an impaired interface, as scripts for {@code nft -f}. Each replaces or removes its table in one transaction, and
 * each may be run any number of times.
 */
public final class Diversion {
    private Diversion() {}

    /** All frames that the interface sends go to another instead, but those of a {@link FrameSocket}. */
    static String divert(int index, String name, String to) {
        return remove(impaired(index)) + """
                table netdev %s {
                  chain out {
                    type filter hook egress device "%s" priority 0; policy accept;
                    meta mark %#x accept
                    fwd to "%s"
                  }
                }
                """.formatted(impaired(index), name, FrameSocket.MARK, to);
    }

    /** No frame goes over the interface, in neither direction; its carrier stays. */
    public static String cut(int index, String name) {
        return remove(cutOff(index)) + """
                table netdev %1$s {
                  chain out {
                    type filter hook egress device "%2$s" priority -10; policy drop;
                  }
                  chain in {
                    type filter hook ingress device "%2$s" priority -10; policy drop;
                  }
                }
                """.formatted(cutOff(index), name);
    }

    /** Undoes {@link #cut}. */
    public static String join(int index) {
        return remove(cutOff(index));
    }

    /** Undoes {@link #divert}. */
    public static String removeImpairment(int index) {
        return remove(impaired(index));
    }

    private static String remove(String table) {
        return "add table netdev " + table + "\ndelete table netdev " + table + "\n";
    }

    private static String impaired(int index) {
        return "warren_impair_" + index;
    }

    private static String cutOff(int index) {
        return "warren_cut_" + index;
    }
}
