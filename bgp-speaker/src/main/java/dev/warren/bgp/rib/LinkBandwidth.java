package dev.warren.bgp.rib;

import dev.warren.bgp.wire.ExtendedCommunity;
import java.util.ArrayList;
import java.util.List;

/** The shares of paths by their link bandwidth communities (draft-ietf-idr-link-bandwidth). */
public final class LinkBandwidth {
    /** The greatest share. */
    public static final int MAX_WEIGHT = 256;

    /** Type 0x40, subtype 0x04; some send it as transitive. */
    private static final int NON_TRANSITIVE = 0x4004;

    private static final int TRANSITIVE = 0x0004;

    private LinkBandwidth() {}

    /** What a path's community says, in octets a second; 0 where there is none that says anything. */
    static double of(List<ExtendedCommunity> communities) {
        for (ExtendedCommunity community : communities) {
            int type = (int) (community.bits() >>> 48);
            if (type == NON_TRANSITIVE || type == TRANSITIVE) {
                float speed = Float.intBitsToFloat((int) community.bits());
                return speed > 0 && !Float.isInfinite(speed) ? speed : 0;
            }
        }
        return 0;
    }

    /**
     * The share of each path, 1 to {@value #MAX_WEIGHT}: in proportion to bandwidth if every path has one, otherwise all the same.
     */
    public static List<Integer> weights(List<List<ExtendedCommunity>> paths) {
        double most = 0;
        boolean all = true;
        for (List<ExtendedCommunity> communities : paths) {
            most = Math.max(most, of(communities));
            all &= of(communities) > 0;
        }
        List<Integer> weights = new ArrayList<>();
        int divisor = 0;
        for (List<ExtendedCommunity> communities : paths) {
            int weight = all ? (int) Math.max(1, Math.round(of(communities) / most * MAX_WEIGHT)) : 1;
            weights.add(weight);
            divisor = greatestCommonDivisor(divisor, weight);
        }
        int common = divisor;
        return weights.stream().map(weight -> weight / common).toList();
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
