package dev.warren.wg.allowedips;

import dev.warren.net.IpFamily;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which one family's entries name owners. A number is never another's while a reader may come upon it: new
 * ones are added until {@link #renumber} begins anew, with entries of their own.
 */
final class OwnerNumbers<T> {
    private static final int INITIAL = 4;
    private static final int IDLE_AT_LEAST = 64;

    private final IpFamily family;
    private PrefixOwner<T>[] owners = PrefixOwner.array(INITIAL);
    private Object[] values = new Object[INITIAL];
    private int[] held = new int[INITIAL];
    private int assigned = 1;
    private int idle;

    OwnerNumbers(IpFamily family) {
        this.family = family;
    }

    /** For readers: what an owner stands for, by its number. */
    Object[] values() {
        return values;
    }

    int number(PrefixOwner<T> owner) {
        return family == IpFamily.V4 ? owner.numberV4 : owner.numberV6;
    }

    /** True if there is no number left for one who comes, or there are many that are of no use. */
    boolean isWorn(@Nullable PrefixOwner<T> comer) {
        return idle > assigned - idle + IDLE_AT_LEAST
                || (comer != null && number(comer) == 0 && assigned == owners.length);
    }

    /** An owner gets a prefix; returns its number. */
    int enter(PrefixOwner<T> owner) {
        int number = number(owner);
        if (number == 0) {
            number = assigned++;
            owners[number] = owner;
            values[number] = owner.value;
            setNumber(owner, number);
        } else if (held[number] == 0) {
            idle--;
        }
        held[number]++;
        return number;
    }

    /** An owner loses a prefix. */
    void leave(PrefixOwner<T> owner) {
        if (--held[number(owner)] == 0) {
            idle++;
        }
    }

    /** Numbers anew those who have something, in arrays of their own; returns the new numbers by the old ones. */
    int[] renumber() {
        int[] renumbered = new int[assigned];
        int live = assigned - idle;
        PrefixOwner<T>[] kept = PrefixOwner.array(live + live / 2 + INITIAL);
        Object[] keptValues = new Object[kept.length];
        int[] keptHeld = new int[kept.length];
        int number = 1;
        for (int old = 1; old < assigned; old++) {
            if (held[old] == 0) {
                setNumber(owners[old], 0);
            } else {
                kept[number] = owners[old];
                keptValues[number] = values[old];
                keptHeld[number] = held[old];
                setNumber(owners[old], number);
                renumbered[old] = number++;
            }
        }
        if (number > Entry.OWNERS / 2) {
            throw new IllegalStateException("too many owners");
        }
        owners = kept;
        values = keptValues;
        held = keptHeld;
        assigned = number;
        idle = 0;
        return renumbered;
    }

    private void setNumber(PrefixOwner<T> owner, int number) {
        if (family == IpFamily.V4) {
            owner.numberV4 = number;
        } else {
            owner.numberV6 = number;
        }
    }
}
