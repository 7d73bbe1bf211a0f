package dev.warren.bgp.rib;

import dev.warren.bgp.policy.PolicyTrace;
import dev.warren.net.Asn;

/** Something on a route's way in that changes it, or asks whether it may come in. */
public sealed interface ImportStep {
    /**
     * The AS as which we appear to the neighbour was put in front of AS_PATH (RFC 7705 section 3.1).
     *
     * @param asn that AS
     */
    record LocalAsInFront(Asn asn) implements ImportStep {
        @Override
        public String toString() {
            return "local AS " + asn + " in front";
        }
    }

    /**
     * The import policy was asked. One that passes everything as it is makes no step.
     *
     * @param trace what it did
     */
    record PolicyAsked(PolicyTrace trace) implements ImportStep {
        @Override
        public String toString() {
            return trace.toString();
        }
    }

    /**
     * LOCAL_PREF became 0, as the route or its session is about to go (RFC 8326 section 4).
     *
     * @param bySession true if an operator said it of the session, false if the route's GRACEFUL_SHUTDOWN did
     */
    record LeastPreferred(boolean bySession) implements ImportStep {
        @Override
        public String toString() {
            return "graceful shutdown of the " + (bySession ? "session" : "route") + ": LOCAL_PREF 0";
        }
    }

    /** NO_EXPORT was added, as packets are to be discarded here and nowhere else (RFC 7999 section 3.2). */
    record StaysHere() implements ImportStep {
        @Override
        public String toString() {
            return "BLACKHOLE: NO_EXPORT added";
        }
    }

    /**
     * It came without ONLY_TO_CUSTOMER from where it should have it, and counts as having it (RFC 9234 section 5). It is added where
     * the route goes out.
     *
     * @param asn the value that it counts as having
     */
    record MarkedOnlyToCustomer(Asn asn) implements ImportStep {
        @Override
        public String toString() {
            return "counts as ONLY_TO_CUSTOMER " + asn;
        }
    }
}
