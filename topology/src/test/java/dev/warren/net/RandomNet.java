package dev.warren.net;

import java.util.Random;

/** Random addresses and prefixes in which zeros, ones and near neighbours are frequent. */
final class RandomNet {
    private RandomNet() {}

    static IpAddress address(Random random) {
        return random.nextBoolean() ? IpAddress.ofV4((int) word(random)) : IpAddress.ofV6(word(random), word(random));
    }

    private static long word(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -1L << random.nextInt(64);
            case 2 -> random.nextLong() & 0xffff_0000_ffff_0000L;
            default -> random.nextLong();
        };
    }

    /** A prefix of a space so small that prefixes often meet. */
    static Prefix dense(Random random) {
        if (random.nextBoolean()) {
            return Prefix.around(IpAddress.ofV4(random.nextInt(64) << 26 | random.nextInt(4)), length(random, 32));
        }
        long high = (long) random.nextInt(16) << 60;
        return Prefix.around(IpAddress.ofV6(high, random.nextInt(4)), length(random, 128));
    }

    private static int length(Random random, int bits) {
        return random.nextInt(3) > 0 ? random.nextInt(8) : bits - random.nextInt(3);
    }
}
