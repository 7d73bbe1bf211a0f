package dev.warren.bgp.rib;

/** A walk over the ids of a table as it is at the beginning, which stops and goes on. */
final class Sweep {
    private int at = 1;
    private int end = 1;
    private boolean active;

    void begin(int limit) {
        at = 1;
        end = limit;
        active = true;
    }

    /** Goes on as far as another one is. */
    void follow(Sweep other) {
        at = other.at;
        end = other.end;
        active = other.active;
    }

    boolean isActive() {
        return active;
    }

    /** True before the first id. */
    boolean isFresh() {
        return active && at == 1;
    }

    /** The next id; 0 at the end, and then it is no longer active. */
    int next() {
        if (at < end) {
            return at++;
        }
        active = false;
        return 0;
    }
}
