package dev.warren.bgp.wire;

import dev.warren.net.Asn;
import java.util.List;

/** A capability of RFC 5492. One that is unknown is kept and ignored. */
public sealed interface Capability {
    /** The code on the wire. */
    int code();

    /** Code 1 (RFC 4760): the sender exchanges this family. */
    record Multiprotocol(AddressFamily family) implements Capability {
        static final int CODE = 1;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Code 2 (RFC 2918): the sender answers ROUTE-REFRESH. */
    record Refresh() implements Capability {
        static final int CODE = 2;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Code 5 (RFC 8950): the sender takes next hops of another family. */
    record ExtendedNextHop(List<Entry> entries) implements Capability {
        static final int CODE = 5;

        /** Routes of the family may have next hops of that AFI. */
        public record Entry(AddressFamily family, int nextHopAfi) {}

        public ExtendedNextHop {
            entries = List.copyOf(entries);
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Code 6 (RFC 8654): the sender takes messages of up to 65,535 octets. */
    record ExtendedMessage() implements Capability {
        static final int CODE = 6;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Code 9 (RFC 9234): what the sender is to us; see {@link Role}. */
    record BgpRole(int value) implements Capability {
        static final int CODE = 9;

        @Override
        public int code() {
            return CODE;
        }
    }

    /**
     * Code 64 (RFC 4724, RFC 8538): whose routes are to be kept while the sender restarts.
     *
     * @param restarted the sender has just done so (R)
     * @param notification it keeps routes after a NOTIFICATION as well (N)
     * @param time how many seconds it takes at most, 0 to 4,095
     * @param entries the families; none means only that it sends End-of-RIB
     */
    record GracefulRestart(boolean restarted, boolean notification, int time, List<Kept> entries)
            implements Capability {
        static final int CODE = 64;

        /** Whether the sender has kept forwarding by the routes of a family (F). */
        public record Kept(AddressFamily family, boolean forwarding) {}

        public GracefulRestart {
            entries = List.copyOf(entries);
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Code 65 (RFC 6793): the sender uses four octets per AS number. */
    record FourOctetAs(Asn asn) implements Capability {
        static final int CODE = 65;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Code 69 (RFC 7911 section 4): the sender tells several paths of a prefix apart, as receiver, sender or both. */
    record AddPath(List<Mode> modes) implements Capability {
        static final int CODE = 69;

        /** What the sender does with a family; one of both at least. */
        public record Mode(AddressFamily family, boolean receives, boolean sends) {}

        public AddPath {
            modes = List.copyOf(modes);
        }

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Code 70 (RFC 7313): the sender frames its answers to ROUTE-REFRESH. */
    record EnhancedRefresh() implements Capability {
        static final int CODE = 70;

        @Override
        public int code() {
            return CODE;
        }
    }

    /** Any other. */
    record Unknown(int code, Opaque value) implements Capability {}
}
