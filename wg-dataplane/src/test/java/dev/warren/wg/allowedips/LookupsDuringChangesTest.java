package dev.warren.wg.allowedips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A prefix moves between two owners while thousands around it come and go: no look-up ever finds anybody else. */
class LookupsDuringChangesTest {
    private static final int ROUNDS = 300;
    private static final int AROUND = 2_000;

    private final AllowedIps<String> table = new AllowedIps<>();
    private final PrefixOwner<String> left = new PrefixOwner<>("left");
    private final PrefixOwner<String> right = new PrefixOwner<>("right");
    private final PrefixOwner<String> other = new PrefixOwner<>("other");
    private final AtomicReference<String> wrong = new AtomicReference<>("");
    private final AtomicLong looks = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void aMovedPrefixHasAlwaysOneOfItsTwoOwners() throws InterruptedException {
        Prefix v4 = Prefix.parse("10.1.2.0/24");
        Prefix v6 = Prefix.parse("2001:db8:1:2::/64");
        table.put(v4, left);
        table.put(v6, left);
        IpAddress inV4 = IpAddress.parse("10.1.2.3");
        IpAddress inV6 = IpAddress.parse("2001:db8:1:2::3");
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                see(table.lookupV4((int) inV4.low()));
                see(table.lookupV6(inV6.high(), inV6.low()));
            }
        });
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            List<Prefix> around = around(random);
            around.forEach(prefix -> table.put(prefix, other));
            PrefixOwner<String> next = round % 2 == 0 ? right : left;
            table.put(v4, next);
            table.put(v6, next);
            around.forEach(prefix -> table.remove(prefix, other));
        }
        done.set(true);
        reader.join();
        assertEquals("", wrong.get());
        assertTrue(looks.get() > 10_000, looks + " look-ups");
        assertEquals(2, table.size());
    }

    private void see(@Nullable String owner) {
        looks.incrementAndGet();
        if (!"left".equals(owner) && !"right".equals(owner)) {
            wrong.set(String.valueOf(owner));
        }
    }

    /** Shorter ones that cover the two addresses, longer ones that don't hold them, and neighbours. */
    private static List<Prefix> around(Random random) {
        List<Prefix> prefixes = new ArrayList<>();
        while (prefixes.size() < AROUND) {
            IpAddress four = IpAddress.ofV4(0x0a010000 | random.nextInt(1 << 16));
            IpAddress six = IpAddress.ofV6(0x20010db8_00010000L | random.nextInt(1 << 16), random.nextLong());
            add(prefixes, four, 8 + random.nextInt(25), IpAddress.parse("10.1.2.3"), 24);
            add(prefixes, six, 30 + random.nextInt(99), IpAddress.parse("2001:db8:1:2::3"), 64);
        }
        return prefixes.stream().distinct().toList();
    }

    private static void add(
            List<Prefix> prefixes, IpAddress address, int length, IpAddress watched, int watchedLength) {
        Prefix prefix = new Prefix(address.mask(length), length);
        boolean holds = watched.mask(length).equals(prefix.address());
        if (!holds || length < watchedLength) {
            prefixes.add(prefix);
        }
    }
}
