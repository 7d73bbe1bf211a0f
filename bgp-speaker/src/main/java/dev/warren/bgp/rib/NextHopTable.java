package dev.warren.bgp.rib;

import dev.warren.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Next hops as ids from 1 up, each as long as somebody refers to it; 0 is none. */
final class NextHopTable {
    private final Map<IpAddress, Integer> known = new HashMap<>();
    private final List<IpAddress> addresses = new ArrayList<>(List.of(IpAddress.ANY_V4));
    private final IntColumn references = new IntColumn();
    private final FreeIds ids = new FreeIds();

    /** The id of an address, with one more reference. */
    int intern(IpAddress address) {
        Integer present = known.get(address);
        int id = present == null ? add(address) : present;
        references.set(id, references.get(id) + 1);
        return id;
    }

    private int add(IpAddress address) {
        int id = ids.take();
        if (id == addresses.size()) {
            addresses.add(address);
        } else {
            addresses.set(id, address);
        }
        references.grow(id);
        known.put(address, id);
        return id;
    }

    /** One more reference to what is referred to already. */
    void retain(int id) {
        if (id != 0) {
            references.set(id, references.get(id) + 1);
        }
    }

    void release(int id) {
        if (id == 0) {
            return;
        }
        int left = references.get(id) - 1;
        references.set(id, left);
        if (left == 0) {
            known.remove(addresses.get(id));
            ids.give(id);
        }
    }

    IpAddress address(int id) {
        return addresses.get(id);
    }

    int size() {
        return known.size();
    }
}
