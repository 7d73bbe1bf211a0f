package dev.warren.bgp.rib;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which neighbour's account each attribute set stands on. */
final class OctetAccounts {
    private final IntColumn payers = new IntColumn();
    private final List<@Nullable OctetAccount> accounts = new ArrayList<>();
    private final FreeIds ids = new FreeIds();
    private @Nullable OctetAccount payer;

    OctetAccounts() {
        accounts.add(null);
    }

    /** Who pays for new sets from now on; null for nobody. */
    void payer(@Nullable OctetAccount next) {
        payer = next;
    }

    void grow(int set) {
        payers.grow(set);
    }

    /** There is a new set. */
    void charge(int set, int octets) {
        OctetAccount its = payer;
        if (its == null) {
            payers.set(set, 0);
            return;
        }
        if (its.id() == 0) {
            its.id(ids.take());
            if (its.id() == accounts.size()) {
                accounts.add(its);
            } else {
                accounts.set(its.id(), its);
            }
        }
        payers.set(set, its.id());
        its.add(octets);
    }

    /** The set is gone. */
    void refund(int set, int octets) {
        OctetAccount its = accounts.get(payers.get(set));
        if (its == null) {
            return;
        }
        its.add(-octets);
        if (its.octets() == 0) {
            accounts.set(its.id(), null);
            ids.give(its.id());
            its.id(0);
        }
    }
}
