package dev.warren.bgp.policy;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a policy makes of one set of attributes, for every prefix that comes with it: a tree whose forks ask about the prefix and
 * nothing else. It grows where prefixes lead, so that each change is made once however many prefixes share it. One thread.
 */
public abstract sealed class Evaluation {
    private Evaluation() {}

    /** The end for a prefix; the parameters are those of {@link Condition#holds}. */
    public abstract Decided decide(long high, long low, int length);

    /** Visits every end that has been reached. */
    public abstract void forEachDecided(Consumer<Decided> visitor);

    /** An end: passed or not. */
    public static final class Decided extends Evaluation {
        private final @Nullable Route route;
        private final boolean tooLong;
        private int handle = -1;

        Decided(@Nullable Route route) {
            this(route, false);
        }

        private Decided(@Nullable Route route, boolean tooLong) {
            this.route = route;
            this.tooLong = tooLong;
        }

        /** It doesn't pass, as it can't have what the policy gives it. */
        static Decided tooLong() {
            return new Decided(null, true);
        }

        /** The route with all changes; empty if it doesn't pass. */
        public Optional<Route> route() {
            return Optional.ofNullable(route);
        }

        /** True if it doesn't pass as an attribute would be too long ({@link AttributeTooLongException}). */
        public boolean isTooLong() {
            return tooLong;
        }

        /** A number that the owner of the evaluation keeps here; -1 at first. */
        public int handle() {
            return handle;
        }

        /** Keeps a number. */
        public void handle(int number) {
            handle = number;
        }

        @Override
        public Decided decide(long high, long low, int length) {
            return this;
        }

        @Override
        public void forEachDecided(Consumer<Decided> visitor) {
            visitor.accept(this);
        }
    }

    /** A statement that asks about the prefix. */
    static final class Fork extends Evaluation {
        private final Policy policy;
        private final int statement;
        private final Route route;
        private @Nullable Evaluation matched;
        private @Nullable Evaluation passed;

        Fork(Policy policy, int statement, Route route) {
            this.policy = policy;
            this.statement = statement;
            this.route = route;
        }

        @Override
        public Decided decide(long high, long low, int length) {
            Evaluation at = this;
            while (at instanceof Fork fork) {
                at = fork.branch(high, low, length);
            }
            return at.decide(high, low, length);
        }

        private Evaluation branch(long high, long low, int length) {
            if (policy.matchesPrefix(statement, route, high, low, length)) {
                Evaluation known = matched;
                if (known == null) {
                    known = policy.matched(statement, route);
                    matched = known;
                }
                return known;
            }
            Evaluation known = passed;
            if (known == null) {
                known = policy.from(statement + 1, route);
                passed = known;
            }
            return known;
        }

        @Override
        public void forEachDecided(Consumer<Decided> visitor) {
            if (matched != null) {
                matched.forEachDecided(visitor);
            }
            if (passed != null) {
                passed.forEachDecided(visitor);
            }
        }
    }
}
