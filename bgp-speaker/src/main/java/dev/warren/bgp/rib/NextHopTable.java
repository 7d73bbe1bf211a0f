package dev.warren.bgp.rib;

import dev.warren.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Next hops as ids from 1 up, each as long as somebody refers to it; 0 is none. Each has the metric that was told of its address,
 * unless that is 0.
 */
final class NextHopTable {
    /** The metric of one that can't be reached. */
    static final long UNREACHABLE = Long.MAX_VALUE;

    private final Map<IpAddress, Long> told = new HashMap<>();
    private final LongColumn metrics = new LongColumn();
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
        metrics.grow(id);
        metrics.set(id, told.getOrDefault(address, 0L));
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

    /** True if no metric is told, so that all are 0. */
    boolean areAlike() {
        return told.isEmpty();
    }

    /** The metric, 0 where there is no next hop; or {@link #UNREACHABLE}. */
    long metric(int id) {
        return told.isEmpty() || id == 0 ? 0 : metrics.get(id);
    }

    /** The id of an address; 0 if nobody refers to it. */
    int id(IpAddress address) {
        return known.getOrDefault(address, 0);
    }

    /** Sets the metric of an address, known or not. */
    void tell(IpAddress address, long metric) {
        if (metric == 0) {
            told.remove(address);
        } else {
            told.put(address, metric);
        }
        int id = id(address);
        if (id != 0) {
            metrics.set(id, metric);
        }
    }

    IpAddress address(int id) {
        return addresses.get(id);
    }

    int size() {
        return known.size();
    }
}
