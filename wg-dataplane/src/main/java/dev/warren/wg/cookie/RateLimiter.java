package dev.warren.wg.cookie;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * A token bucket for each source that has proved its address: an IPv4 address or an IPv6 /64. Bounded: while the table is
 * full, new sources are refused. The handshake thread's.
 */
public final class RateLimiter {
    /** Handshakes a second that a source may start. */
    public static final int PER_SECOND = 20;

    /** Handshakes that it may start at once. */
    public static final int BURST = 5;

    private static final long COST = 1_000_000_000L / PER_SECOND;
    private static final long FULL = COST * BURST;
    private static final long SWEEP_EVERY = 1_000_000_000L;

    private final int capacity;
    private final Map<Source, Bucket> buckets = new HashMap<>();
    private long sweptAt;

    /** A limiter that remembers at most {@code capacity} sources. */
    public RateLimiter(int capacity) {
        this.capacity = capacity;
    }

    /** Takes a token of a source: the address's bytes in network order, 4 or 16. False if it has none left. */
    public boolean allow(byte[] address, long now) {
        Source source = Source.of(address);
        Bucket bucket = buckets.get(source);
        if (bucket == null) {
            if (buckets.size() >= capacity && !sweep(now)) {
                return false;
            }
            bucket = new Bucket(FULL, now);
            buckets.put(source, bucket);
        }
        return bucket.take(now);
    }

    /** The number of sources remembered. */
    public int size() {
        return buckets.size();
    }

    private boolean sweep(long now) {
        if (now - sweptAt < SWEEP_EVERY) {
            return false;
        }
        sweptAt = now;
        for (Iterator<Bucket> all = buckets.values().iterator(); all.hasNext(); ) {
            if (all.next().isIdle(now)) {
                all.remove();
            }
        }
        return buckets.size() < capacity;
    }

    private record Source(boolean v6, long bits) {
        static Source of(byte[] address) {
            long bits = 0;
            for (int i = 0; i < Math.min(8, address.length); i++) {
                bits = (bits << 8) | (address[i] & 0xff);
            }
            return new Source(address.length == 16, bits);
        }
    }

    private static final class Bucket {
        private long tokens;
        private long filledAt;

        Bucket(long tokens, long now) {
            this.tokens = tokens;
            this.filledAt = now;
        }

        boolean take(long now) {
            tokens = Math.min(FULL, tokens + Math.max(0, now - filledAt));
            filledAt = now;
            if (tokens < COST) {
                return false;
            }
            tokens -= COST;
            return true;
        }

        boolean isIdle(long now) {
            return now - filledAt >= FULL;
        }
    }
}
