package dev.warren.bgp.policy;

import java.util.Optional;

/**
 * What is done with AS_PATH for one neighbour beyond RFC 4271.
 *
 * @param ownAsAllowed how often our AS may stand in what the neighbour announces: 0 to 10. More than 0 is for sites that share an
 *     AS, and takes away the protection against loops as often.
 * @param localAs external neighbours: another AS as which we appear to it (RFC 7705 section 3)
 * @param privateAs external neighbours: what becomes of private AS numbers on the way out (RFC 6996)
 * @param firstAs external neighbours: its AS has to be the first of what it announces (RFC 4271 section 6.3). A route server's
 *     need not be, and nobody asks where our role is that of its client (RFC 7947 section 2.2.2.1).
 * @param asSets paths with an AS_SET or AS_CONFED_SET are taken from the neighbour and announced to it, though they are deprecated
 *     (RFC 9774 section 3)
 */
public record AsPathRules(
        int ownAsAllowed, Optional<LocalAs> localAs, PrivateAs privateAs, boolean firstAs, boolean asSets) {
    /** As the RFCs say. */
    public static final AsPathRules STANDARD = new AsPathRules(0, Optional.empty(), PrivateAs.KEEP);

    private static final int MOST_OWN = 10;

    /** @throws IllegalArgumentException unless our AS may stand there 0 to 10 times */
    public AsPathRules {
        if (ownAsAllowed < 0 || ownAsAllowed > MOST_OWN) {
            throw new IllegalArgumentException("our own AS may stand 0 to 10 times in AS_PATH, not " + ownAsAllowed);
        }
    }

    /** With the neighbour's AS in front, and without sets. */
    public AsPathRules(int ownAsAllowed, Optional<LocalAs> localAs, PrivateAs privateAs) {
        this(ownAsAllowed, localAs, privateAs, true, false);
    }

    /** The same, whatever AS is the first. */
    public AsPathRules withAnyFirstAs() {
        return new AsPathRules(ownAsAllowed, localAs, privateAs, false, asSets);
    }

    /** The same with sets. */
    public AsPathRules withAsSets() {
        return new AsPathRules(ownAsAllowed, localAs, privateAs, firstAs, true);
    }
}
