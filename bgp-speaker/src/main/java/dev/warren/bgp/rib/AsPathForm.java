package dev.warren.bgp.rib;

import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.policy.PrivateAs;
import java.util.Optional;

/**
 * AS_PATH on its way to another AS, octets to octets: private numbers as the neighbour is to see them, no segments of a
 * confederation, and ours in front (RFC 4271 section 5.1.2, RFC 5065 section 4, RFC 7705 section 3).
 */
final class AsPathForm {
    private static final int AS_PATH = 2;
    private static final int SEQUENCE = 2;
    private static final int MOST_IN_SEGMENT = 255;

    private final int own;
    private final int[] front;
    private final PrivateAs privateAs;
    private final int neighbour;
    private final OctetWriter rest = new OctetWriter();

    AsPathForm(int own, Recipient recipient) {
        this.own = own;
        this.front = front(own, recipient.localAs());
        this.privateAs = recipient.privateAs();
        this.neighbour = recipient.asn().map(asn -> (int) asn.value()).orElse(0);
    }

    private static int[] front(int own, Optional<LocalAs> local) {
        if (local.isEmpty()) {
            return new int[] {own};
        }
        int shown = (int) local.get().asn().value();
        return local.get().replacesOwn() ? new int[] {shown} : new int[] {shown, own};
    }

    /** Writes the attribute for a path of four-octet numbers. */
    void write(byte[] path, int from, int end, OctetWriter out) {
        boolean removesPrivate = privateAs != PrivateAs.KEEP && touches(path, from, end);
        if (!removesPrivate && !hasConfederation(path, from, end)) {
            prepend(path, from, end, out);
            return;
        }
        rest.clear();
        int segmentEnd;
        for (int at = from; at < end; at = segmentEnd) {
            segmentEnd = at + 2 + 4 * (path[at + 1] & 0xff);
            if (path[at] > SEQUENCE) {
                continue;
            }
            if (removesPrivate) {
                rewrite(path, at, segmentEnd);
            } else {
                rest.put(path, at, segmentEnd - at);
            }
        }
        prepend(rest.octets(), 0, rest.length(), out);
    }

    /** True if there are segments that must not leave the confederation (RFC 5065 section 4). */
    private static boolean hasConfederation(byte[] path, int from, int end) {
        for (int at = from; at < end; at += 2 + 4 * (path[at + 1] & 0xff)) {
            if (path[at] > SEQUENCE) {
                return true;
            }
        }
        return false;
    }

    /** True if some private number is to go. */
    private boolean touches(byte[] path, int from, int end) {
        boolean some = false;
        boolean all = true;
        for (int at = from; at < end; at += 2 + 4 * (path[at + 1] & 0xff)) {
            for (int index = 0; index < (path[at + 1] & 0xff); index++) {
                boolean its = isPrivate(number(path, at + 2 + 4 * index));
                some |= its;
                all &= its;
            }
        }
        return some && (all || privateAs != PrivateAs.REMOVE_IF_ALL);
    }

    private void rewrite(byte[] path, int segment, int end) {
        int start = rest.length();
        rest.put(path, segment, 2);
        int kept = 0;
        for (int at = segment + 2; at < end; at += 4) {
            int number = number(path, at);
            boolean goes = isPrivate(number) && number != neighbour;
            if (!goes || privateAs == PrivateAs.REPLACE) {
                rest.putInt(goes ? own : number);
                kept++;
            }
        }
        if (kept == 0) {
            rest.advanceTo(start);
        } else {
            rest.octets()[start + 1] = (byte) kept;
        }
    }

    private void prepend(byte[] path, int from, int end, OctetWriter out) {
        int length = end - from;
        int first = length > 0 && path[from] == SEQUENCE ? path[from + 1] & 0xff : MOST_IN_SEGMENT;
        boolean joins = first + front.length <= MOST_IN_SEGMENT;
        out.attribute(0x40, AS_PATH, length + 4 * front.length + (joins ? 0 : 2));
        out.put(SEQUENCE).put(joins ? first + front.length : front.length);
        for (int number : front) {
            out.putInt(number);
        }
        int tail = joins ? from + 2 : from;
        out.put(path, tail, end - tail);
    }

    private static boolean isPrivate(int number) {
        return PrivateAs.isPrivate(number & 0xffff_ffffL);
    }

    private static int number(byte[] path, int at) {
        return path[at] << 24 | (path[at + 1] & 0xff) << 16 | (path[at + 2] & 0xff) << 8 | (path[at + 3] & 0xff);
    }
}
