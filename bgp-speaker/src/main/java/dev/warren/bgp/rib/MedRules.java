package dev.warren.bgp.rib;

/**
 * How MULTI_EXIT_DISC is compared (RFC 4271 section 9.1.2.2 (c)). All speakers of an AS have to do it alike, or routes may loop.
 *
 * @param alwaysCompared also between paths of different neighbouring AS
 * @param missingAsWorst a path without it counts as having the greatest, 4,294,967,295, and not 0
 */
public record MedRules(boolean alwaysCompared, boolean missingAsWorst) {
    /** As RFC 4271 says. */
    public static final MedRules STANDARD = new MedRules(false, false);
}
