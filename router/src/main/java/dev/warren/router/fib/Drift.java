package dev.warren.router.fib;

/**
 * How far the kernel was from what is wanted. After a reconciliation of unchanged wishes it is zero in health.
 *
 * @param added entries that were missing
 * @param changed entries that led elsewhere
 * @param removed entries of ours that nobody wants
 */
public record Drift(int added, int changed, int removed) {
    /** No difference. */
    public static final Drift NONE = new Drift(0, 0, 0);

    /** The number of differences. */
    public int total() {
        return added + changed + removed;
    }

    /** Both together. */
    public Drift plus(Drift other) {
        return new Drift(added + other.added, changed + other.changed, removed + other.removed);
    }
}
