package dev.warren.net;

import java.util.List;
import java.util.function.Function;

/**
 * One of something for each address family.
 *
 * @param v4 that of IPv4
 * @param v6 that of IPv6
 */
public record PerFamily<T>(T v4, T v6) {
    /** Made for each of them, IPv4's first. */
    public static <T> PerFamily<T> of(Function<? super IpFamily, ? extends T> maker) {
        return new PerFamily<>(maker.apply(IpFamily.V4), maker.apply(IpFamily.V6));
    }

    /** That of a family. */
    public T of(IpFamily family) {
        return family == IpFamily.V4 ? v4 : v6;
    }

    /** What each of them is turned into. */
    public <R> PerFamily<R> map(Function<? super T, ? extends R> function) {
        return new PerFamily<>(function.apply(v4), function.apply(v6));
    }

    /** Both, IPv4's first. */
    public List<T> both() {
        return List.of(v4, v6);
    }
}
