package dev.warren.topology.schema;

import java.util.function.Function;

/**
 * What a single value looks like.
 *
 * @param remedy what to write, for someone who wrote something else
 * @param parse reads it; throws IllegalArgumentException, whose message says what is wrong
 * @param <T> what it is
 */
record Kind<T>(String remedy, Function<String, T> parse) {

    /** The same with a further demand on the value. */
    Kind<T> where(String problem, java.util.function.Predicate<T> holds) {
        return new Kind<>(remedy, text -> {
            T value = parse.apply(text);
            if (!holds.test(value)) {
                throw new IllegalArgumentException("'" + text + "' " + problem);
            }
            return value;
        });
    }
}
