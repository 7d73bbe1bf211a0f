package dev.warren.bench;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.wg.allowedips.AllowedIps;
import dev.warren.wg.allowedips.PrefixOwner;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Who owns an address, among prefixes of both families that are as long as those of a full table: /16 to /24 and /32 to /48. Each
 * look-up asks for another address, at random: the caches help little.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AllowedIpsBenchmark {
    private static final int ASKED = 1 << 20;
    private static final int OWNERS = 1_000;

    /** The prefixes of both families together. */
    @Param({"1000", "1000000"})
    public int prefixes;

    private final Random random = new Random(1);
    private final AllowedIps<String> table = new AllowedIps<>();
    private final int[] v4 = new int[ASKED];
    private final long[] v6High = new long[ASKED];
    private final long[] v6Low = new long[ASKED];
    private int next;

    @Setup
    public void prepare() {
        PrefixOwner<String>[] owners = owners();
        Prefix[] known = new Prefix[prefixes];
        for (int i = 0; i < prefixes; ) {
            Prefix prefix = prefix(i % 2 == 0 ? IpFamily.V4 : IpFamily.V6);
            if (table.put(prefix, owners[random.nextInt(OWNERS)]) == null) {
                known[i++] = prefix;
            }
        }
        for (int i = 0; i < ASKED; i++) {
            v4[i] = (int) known[random.nextInt(prefixes / 2) * 2].address().low() | random.nextInt(256);
            v6High[i] = known[random.nextInt(prefixes / 2) * 2 + 1].address().high() | random.nextInt(65_536);
            v6Low[i] = random.nextLong();
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of generics
    private static PrefixOwner<String>[] owners() {
        PrefixOwner<String>[] owners = new PrefixOwner[OWNERS];
        for (int i = 0; i < OWNERS; i++) {
            owners[i] = new PrefixOwner<>("peer " + i);
        }
        return owners;
    }

    private Prefix prefix(IpFamily family) {
        return family == IpFamily.V4
                ? Prefix.around(IpAddress.ofV4(random.nextInt()), 16 + random.nextInt(9))
                : Prefix.around(
                        IpAddress.ofV6(0x2000_0000_0000_0000L | random.nextLong() >>> 3, 0), 32 + random.nextInt(17));
    }

    @Benchmark
    public @Nullable String v4() {
        return table.lookupV4(v4[next++ & ASKED - 1]);
    }

    @Benchmark
    public @Nullable String v6() {
        int at = next++ & ASKED - 1;
        return table.lookupV6(v6High[at], v6Low[at]);
    }
}
