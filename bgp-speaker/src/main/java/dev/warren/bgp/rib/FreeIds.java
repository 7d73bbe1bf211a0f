package dev.warren.bgp.rib;

import java.util.Arrays;

/** Gives out ids from 1 up, those given back first. */
final class FreeIds {
    private int limit = 1;
    private int[] free = new int[16];
    private int count;

    int take() {
        return count > 0 ? free[--count] : limit++;
    }

    void give(int id) {
        if (count == free.length) {
            free = Arrays.copyOf(free, 2 * count);
        }
        free[count++] = id;
    }

    /** All ids so far are below this. */
    int limit() {
        return limit;
    }

    /** How many are given out. */
    int size() {
        return limit - 1 - count;
    }
}
