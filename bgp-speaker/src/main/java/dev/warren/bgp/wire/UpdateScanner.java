package dev.warren.bgp.wire;

import dev.warren.net.IpFamily;

/**
 * Finds the parts of a well-formed UPDATE without making an object of any: where its prefixes are, its next hops, and its other
 * attributes as one block that is the same octets whenever the set is the same. What isn't plain (old speakers, rare
 * attributes, anything malformed) is left to {@link MessageDecoder}. Reused from message to message; one thread.
 */
public final class UpdateScanner {
    private static final int NEXT_HOP = 3;
    private static final int MP_REACH_NLRI = 14;
    private static final int MP_UNREACH_NLRI = 15;

    /** Prefixes of one family, and for announcements their next hop. */
    public static final class Routes {
        private IpFamily family = IpFamily.V4;
        private IpFamily nextHopFamily = IpFamily.V4;
        private int from;
        private int end;
        private long nextHopHigh;
        private long nextHopLow;
        private boolean hasNextHop;
        private boolean hasIds;

        private void clear() {
            from = 0;
            end = 0;
            hasNextHop = false;
        }

        /** True if there are no prefixes. */
        public boolean isEmpty() {
            return from == end;
        }

        /** The family of the prefixes. */
        public IpFamily family() {
            return family;
        }

        /** True if each prefix has four octets of path identifier before it (RFC 7911). */
        public boolean hasPathIds() {
            return hasIds;
        }

        /** The family of the next hop: IPv4 routes may have one of IPv6 (RFC 8950). */
        public IpFamily nextHopFamily() {
            return nextHopFamily;
        }

        /** Where the prefixes begin in the message's octets. */
        public int from() {
            return from;
        }

        /** They begin there from now on: the others are taken. */
        public void advance(int to) {
            from = to;
        }

        /** Where they end. */
        public int end() {
            return end;
        }

        /** The upper half of an IPv6 next hop. */
        public long nextHopHigh() {
            return nextHopHigh;
        }

        /** The lower half, or the IPv4 next hop. */
        public long nextHopLow() {
            return nextHopLow;
        }
    }

    private final AttributeCursor at = new AttributeCursor();
    private final PlainAttributes plain = new PlainAttributes();
    private final Routes withdrawn = new Routes();
    private final Routes announced = new Routes();
    private final Routes mpWithdrawn = new Routes();
    private final Routes mpAnnounced = new Routes();
    private final byte[] block = new byte[MessageHeader.MAX_EXTENDED_MESSAGE];
    private int blockLength;
    private int lastType;
    private boolean idsV4;
    private boolean idsV6;

    /** True if the message from its header to its end is plain; the accessors are then about it. */
    public boolean scan(byte[] octets, int from, int end, CodecContext context) {
        blockLength = 0;
        lastType = 0;
        idsV4 = context.pathIds().contains(IpFamily.V4);
        idsV6 = context.pathIds().contains(IpFamily.V6);
        withdrawn.hasIds = idsV4;
        announced.hasIds = idsV4;
        mpWithdrawn.clear();
        mpAnnounced.clear();
        announced.hasNextHop = false;
        int body = from + MessageHeader.LENGTH;
        at.reset(octets, body, end);
        withdrawn.from = body + 2;
        withdrawn.end = withdrawn.from + at.u16(body);
        if (!context.fourOctetAs() || withdrawn.end + 2 > end) {
            return false;
        }
        int attributes = withdrawn.end + 2;
        announced.from = attributes + at.u16(withdrawn.end);
        announced.end = end;
        if (announced.from > end) {
            return false;
        }
        at.reset(octets, attributes, announced.from);
        while (at.next()) {
            if (!take(octets, context.external())) {
                return false;
            }
        }
        return !at.isCut() && isComplete() && haveValidLengths();
    }

    private boolean take(byte[] octets, boolean external) {
        return switch (at.type()) {
            case NEXT_HOP -> takeNextHop();
            case MP_REACH_NLRI -> isMultiprotocol() && !mpAnnounced.hasNextHop && takeReach();
            case MP_UNREACH_NLRI -> isMultiprotocol() && mpWithdrawn.end == 0 && takeUnreach();
            default -> takeOther(octets, external);
        };
    }

    private boolean takeNextHop() {
        if (at.flags() != AttributeFlags.TRANSITIVE || at.length() != 4 || announced.hasNextHop) {
            return false;
        }
        nextHop(announced, IpFamily.V4, at.valueFrom());
        return true;
    }

    private boolean takeOther(byte[] octets, boolean external) {
        boolean takes = at.type() > lastType && PlainAttributes.takes(at.type());
        if (!takes || (external && PlainAttributes.isInternalOnly(at.type()))) {
            return false;
        }
        lastType = at.type();
        int from = at.from();
        if (at.length() <= 0xff && (at.flags() & AttributeFlags.EXTENDED_LENGTH) != 0) {
            // Many write AS_PATH with two octets of length however short it is.
            block[blockLength++] = (byte) (at.flags() & ~AttributeFlags.EXTENDED_LENGTH);
            block[blockLength++] = (byte) at.type();
            from += 3;
        }
        System.arraycopy(octets, from, block, blockLength, at.end() - from);
        blockLength += at.end() - from;
        return true;
    }

    private boolean isMultiprotocol() {
        return (at.flags() & ~AttributeFlags.EXTENDED_LENGTH) == AttributeFlags.OPTIONAL && at.length() >= 3;
    }

    private boolean takeReach() {
        int value = at.valueFrom();
        int hopFrom = value + 4;
        int hopLength = at.length() < 5 ? -1 : at.u8(value + 3);
        int afi = at.u16(value);
        boolean v4 = afi == 1 && hopLength == 4;
        boolean v6 = (afi == 1 || afi == 2) && (hopLength == 16 || hopLength == 32);
        if ((!v4 && !v6) || at.u8(value + 2) != 1 || hopFrom + hopLength + 1 > at.end()) {
            return false;
        }
        mpAnnounced.family = afi == 1 ? IpFamily.V4 : IpFamily.V6;
        mpAnnounced.hasIds = afi == 1 ? idsV4 : idsV6;
        nextHop(mpAnnounced, v4 ? IpFamily.V4 : IpFamily.V6, hopLength == 32 ? usableOfTwo(hopFrom) : hopFrom);
        mpAnnounced.from = hopFrom + hopLength + 1;
        mpAnnounced.end = at.end();
        return true;
    }

    /** Where the next hop is, of a global and a link-local one: the latter where the former is unspecified or link-local itself. */
    private int usableOfTwo(int from) {
        long high = at.i64(from);
        boolean none = (high == 0 && at.i64(from + 8) == 0) || high >>> 54 == 0xfe80 >>> 6;
        return none ? from + 16 : from;
    }

    private boolean takeUnreach() {
        int value = at.valueFrom();
        int afi = at.u16(value);
        if ((afi != 1 && afi != 2) || at.u8(value + 2) != 1 || at.length() == 3) {
            return false;
        }
        mpWithdrawn.family = afi == 1 ? IpFamily.V4 : IpFamily.V6;
        mpWithdrawn.hasIds = afi == 1 ? idsV4 : idsV6;
        mpWithdrawn.from = value + 3;
        mpWithdrawn.end = at.end();
        return true;
    }

    private void nextHop(Routes routes, IpFamily family, int from) {
        boolean v4 = family == IpFamily.V4;
        routes.nextHopFamily = family;
        routes.nextHopHigh = v4 ? 0 : at.i64(from);
        routes.nextHopLow = v4 ? at.i32(from) & 0xffff_ffffL : at.i64(from + 8);
        routes.hasNextHop = true;
    }

    /** RFC 7606 section 3(d), and no attributes without routes; End-of-RIB markers are not plain. */
    private boolean isComplete() {
        boolean announces = !announced.isEmpty() || mpAnnounced.hasNextHop;
        if (!announces) {
            return blockLength == 0 && !announced.hasNextHop && (!withdrawn.isEmpty() || !mpWithdrawn.isEmpty());
        }
        return (announced.isEmpty() || announced.hasNextHop) && startsWithMandatory();
    }

    /** ORIGIN has four octets, and AS_PATH comes next. */
    private boolean startsWithMandatory() {
        return blockLength >= 7
                && block[1] == AttributeType.ORIGIN.code()
                && block[2] == 1
                && block[5] == AttributeType.AS_PATH.code();
    }

    private boolean haveValidLengths() {
        return haveValidLengths(withdrawn)
                && haveValidLengths(announced)
                && haveValidLengths(mpWithdrawn)
                && haveValidLengths(mpAnnounced);
    }

    private boolean haveValidLengths(Routes routes) {
        int bits = routes.family.bits();
        int ids = routes.hasIds ? 4 : 0;
        int index = routes.from;
        while (index + ids < routes.end) {
            int length = at.u8(index + ids);
            if (length > bits) {
                return false;
            }
            index += ids + 1 + ((length + 7) >>> 3);
        }
        return index == routes.end;
    }

    /** True if the values of {@link #block} are valid; needed once per set, as sets that are known were valid. */
    public boolean isBlockValid() {
        return plain.areValid(block, blockLength);
    }

    /** The attributes but next hop and prefixes, up to {@link #blockLength}; it changes with the next message. */
    public byte[] block() {
        return block;
    }

    /** How many octets the block has; 0 if nothing is announced. */
    public int blockLength() {
        return blockLength;
    }

    /** True as long as there are prefixes that nobody has taken. */
    public boolean hasRoutes() {
        return !withdrawn.isEmpty() || !mpWithdrawn.isEmpty() || !announced.isEmpty() || !mpAnnounced.isEmpty();
    }

    /** Takes all prefixes for nothing. */
    public void skip() {
        withdrawn.advance(withdrawn.end);
        mpWithdrawn.advance(mpWithdrawn.end);
        announced.advance(announced.end);
        mpAnnounced.advance(mpAnnounced.end);
    }

    /** What the message withdraws, IPv4. */
    public Routes withdrawn() {
        return withdrawn;
    }

    /** What its MP_UNREACH_NLRI withdraws. */
    public Routes mpWithdrawn() {
        return mpWithdrawn;
    }

    /** What it announces, IPv4. */
    public Routes announced() {
        return announced;
    }

    /** What its MP_REACH_NLRI announces. */
    public Routes mpAnnounced() {
        return mpAnnounced;
    }
}
