package dev.warren.bgp;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Changes on their way to the RIB: one of each key, so that a caller who is faster than the RIB costs memory by key and not by call.
 * Thread-safe; they are applied on the RIB thread, a bounded number with each command.
 *
 * @param <K> what is changed
 * @param <V> how; immutable
 */
final class MergedChanges<K, V> {
    private final RibLoop loop;
    private final int atOnce;
    private final BinaryOperator<V> merge;
    private final BiConsumer<K, V> apply;
    private final LinkedHashMap<K, V> waiting = new LinkedHashMap<>();

    /** So many at once; what one that waits and a later one make together, the operator says. */
    MergedChanges(RibLoop loop, int atOnce, BinaryOperator<V> merge, BiConsumer<K, V> apply) {
        this.loop = loop;
        this.atOnce = atOnce;
        this.merge = merge;
        this.apply = apply;
    }

    /** Of those that wait for one key, the last one counts. */
    static <K, V> MergedChanges<K, V> last(RibLoop loop, int atOnce, BiConsumer<K, V> apply) {
        return new MergedChanges<>(loop, atOnce, (_, later) -> later, apply);
    }

    void add(K key, V change) {
        add(List.of(key), itself -> itself, _ -> change);
    }

    /** For each thing the change of its key. */
    <T> void add(Collection<T> things, Function<T, K> key, Function<T, V> change) {
        List<T> copy = List.copyOf(things);
        synchronized (waiting) {
            if (waiting.isEmpty() && !copy.isEmpty()) {
                loop.execute(this::applySome);
            }
            copy.forEach(thing -> waiting.merge(key.apply(thing), change.apply(thing), merge));
        }
    }

    private void applySome() {
        next().forEach((key, change) -> loop.attempt(() -> apply.accept(key, change)));
    }

    private Map<K, V> next() {
        synchronized (waiting) {
            Map<K, V> some = new LinkedHashMap<>();
            while (some.size() < atOnce && !waiting.isEmpty()) {
                var change = waiting.pollFirstEntry();
                some.put(change.getKey(), change.getValue());
            }
            if (!waiting.isEmpty()) {
                loop.execute(this::applySome);
            }
            return some;
        }
    }
}
