package dev.warren.router.forwarding;

/** What becomes of a best path: it is forwarded or refused. */
public sealed interface Verdict permits Verdict.Forward, Refusal {

    /**
     * The path is forwarded.
     *
     * @param entry how
     */
    record Forward(ForwardingEntry entry) implements Verdict {}
}
