package dev.warren.bgp.policy;

/** What a statement that matches makes of a route. */
public enum Outcome {
    /** It passes, with the changes so far. */
    ACCEPT,
    /** It does not. */
    REJECT,
    /** The next statements are asked, which see the changes. */
    CONTINUE
}
