package dev.warren.wg.allowedips;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Random;

/** Prefixes and addresses of both families: crowded, so that they nest and meet, or spread over the whole space. */
final class RandomPrefixes {
    private final Random random;
    private final boolean crowded;

    RandomPrefixes(Random random, boolean crowded) {
        this.random = random;
        this.crowded = crowded;
    }

    Prefix prefix() {
        IpFamily family = random.nextBoolean() ? IpFamily.V4 : IpFamily.V6;
        return Prefix.around(address(family), random.nextInt(family.bits() + 1));
    }

    IpAddress address(IpFamily family) {
        return family == IpFamily.V4
                ? IpAddress.ofV4(random.nextInt() & (crowded ? 0x8181_0f03 : -1))
                : IpAddress.ofV6(
                        random.nextLong() & (crowded ? 0x8000_0301_0000_0003L : -1),
                        random.nextLong() & (crowded ? 0xc000_0000_0000_0103L : -1));
    }

    /** An address near a prefix: its first, its last, one before or after it, or any in it. */
    IpAddress near(Prefix prefix) {
        int length = prefix.length();
        IpAddress any = address(prefix.family());
        long first = prefix.family() == IpFamily.V4
                ? prefix.address().low() << 32
                : prefix.address().high();
        long second = prefix.family() == IpFamily.V4 ? 0 : prefix.address().low();
        long anyFirst = prefix.family() == IpFamily.V4 ? any.low() << 32 : any.high();
        long[] bits = switch (random.nextInt(4)) {
            case 0 -> new long[] {first, second};
            case 1 -> new long[] {first | tail(0, length), second | tail(64, length)};
            case 2 -> new long[] {first | (anyFirst & tail(0, length)), second | (any.low() & tail(64, length))};
            default -> flipped(first, second, random.nextInt(prefix.family().bits()));
        };
        return prefix.family() == IpFamily.V4
                ? IpAddress.ofV4((int) (bits[0] >>> 32))
                : IpAddress.ofV6(bits[0], bits[1]);
    }

    private static long[] flipped(long first, long second, int bit) {
        return bit < 64
                ? new long[] {first ^ Long.MIN_VALUE >>> bit, second}
                : new long[] {first, second ^ Long.MIN_VALUE >>> bit};
    }

    /** The bits of the word beginning at bit {@code from} that come after the first {@code length}. */
    private static long tail(int from, int length) {
        int bits = Math.clamp(length - from, 0, 64);
        return bits == 64 ? 0 : -1L >>> bits;
    }
}
