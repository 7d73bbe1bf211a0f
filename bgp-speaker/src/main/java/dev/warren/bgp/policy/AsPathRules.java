package dev.warren.bgp.policy;

import java.util.Optional;

/**
 * What is done with AS_PATH for one neighbour beyond RFC 4271.
 *
 * @param ownAsAllowed how often our AS may stand in what the neighbour announces: 0 to 10. More than 0 is for sites that share an
 *     AS, and takes away the protection against loops as often.
 * @param localAs external neighbours: another AS as which we appear to it (RFC 7705 section 3)
 * @param privateAs external neighbours: what becomes of private AS numbers on the way out (RFC 6996)
 */
public record AsPathRules(int ownAsAllowed, Optional<LocalAs> localAs, PrivateAs privateAs) {
    /** As RFC 4271 says. */
    public static final AsPathRules STANDARD = new AsPathRules(0, Optional.empty(), PrivateAs.KEEP);

    private static final int MOST_OWN = 10;

    /** @throws IllegalArgumentException unless our AS may stand there 0 to 10 times */
    public AsPathRules {
        if (ownAsAllowed < 0 || ownAsAllowed > MOST_OWN) {
            throw new IllegalArgumentException("our own AS may stand 0 to 10 times in AS_PATH, not " + ownAsAllowed);
        }
    }
}
