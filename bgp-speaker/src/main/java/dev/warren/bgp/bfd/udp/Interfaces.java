package dev.warren.bgp.bfd.udp;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;

/**
 * The zones of link-local addresses (RFC 4007): the host's interfaces, as they were a second ago at most, as they come and go and
 * asking for them takes long. One thread.
 */
final class Interfaces {
    private static final long FRESH_NANOS = 1_000_000_000;

    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private long lookedAt = System.nanoTime() - FRESH_NANOS;

    /** The index of an interface; 0 if there is none of that name. */
    int index(String name) {
        refresh();
        return indexes.getOrDefault(name, 0);
    }

    /** The name of an interface; empty if there is none with that index. */
    String name(int index) {
        refresh();
        return names.getOrDefault(index, "");
    }

    private void refresh() {
        long now = System.nanoTime();
        if (now - lookedAt < FRESH_NANOS) {
            return;
        }
        lookedAt = now;
        indexes.clear();
        names.clear();
        try {
            NetworkInterface.networkInterfaces().forEach(known -> {
                indexes.put(known.getName(), known.getIndex());
                names.put(known.getIndex(), known.getName());
            });
        } catch (SocketException none) {
            // Without any, nothing is sent or taken until the next look.
            indexes.clear();
            names.clear();
        }
    }
}
