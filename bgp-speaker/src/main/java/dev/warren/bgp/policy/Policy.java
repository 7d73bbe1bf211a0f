package dev.warren.bgp.policy;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What may pass and what becomes of it: statements in their order, each asked until one accepts or rejects. What none decides is
 * rejected, unless the policy says otherwise. Immutable and compiled once: the conditions that are about attributes are asked once
 * per set of attributes, only those about prefixes for each prefix. Any thread.
 */
public final class Policy {
    /** Passes everything as it is. */
    public static final Policy PASS = new Policy("pass", List.of(), true);

    private final String name;
    private final List<Statement> statements;
    private final List<List<Condition>> aboutAttributes = new ArrayList<>();
    private final List<List<Condition>> aboutPrefixes = new ArrayList<>();
    private final boolean passesRest;

    private Policy(String name, List<Statement> statements, boolean passesRest) {
        this.name = name;
        this.statements = List.copyOf(statements);
        this.passesRest = passesRest;
        for (Statement statement : statements) {
            aboutAttributes.add(statement.conditions().stream()
                    .filter(condition -> !condition.dependsOnPrefix())
                    .toList());
            aboutPrefixes.add(statement.conditions().stream()
                    .filter(Condition::dependsOnPrefix)
                    .toList());
        }
    }

    /** Rejects what no statement accepts. */
    public static Policy of(String name, List<Statement> statements) {
        return new Policy(name, statements, false);
    }

    /** Accepts what no statement rejects. */
    public static Policy passingRest(String name, List<Statement> statements) {
        return new Policy(name, statements, true);
    }

    /** How explanations name it. */
    public String name() {
        return name;
    }

    /** Its statements in their order. */
    public List<Statement> statements() {
        return statements;
    }

    /** True if it accepts what no statement rejects. */
    public boolean passesRest() {
        return passesRest;
    }

    /** True if it passes every route unchanged. */
    public boolean isPass() {
        return statements.isEmpty() && passesRest;
    }

    /** What it makes of a set of attributes. A route that can't have what a statement gives it doesn't pass. */
    public Evaluation evaluate(Route route) {
        return from(0, route);
    }

    Evaluation from(int first, Route route) {
        for (int index = first; index < statements.size(); index++) {
            if (allHold(aboutAttributes.get(index), route, 0, 0, 0)) {
                return aboutPrefixes.get(index).isEmpty()
                        ? matched(index, route)
                        : new Evaluation.Fork(this, index, route);
            }
        }
        return new Evaluation.Decided(passesRest ? route : null);
    }

    Evaluation matched(int index, Route route) {
        Statement statement = statements.get(index);
        if (statement.outcome() == Outcome.REJECT) {
            return new Evaluation.Decided(null);
        }
        Optional<Route> changed = applied(statement, route);
        if (changed.isEmpty()) {
            return Evaluation.Decided.tooLong();
        }
        return statement.outcome() == Outcome.ACCEPT
                ? new Evaluation.Decided(changed.get())
                : from(index + 1, changed.get());
    }

    boolean matchesPrefix(int index, Route route, long high, long low, int length) {
        return allHold(aboutPrefixes.get(index), route, high, low, length);
    }

    private static boolean allHold(List<Condition> conditions, Route route, long high, long low, int length) {
        for (int index = 0; index < conditions.size(); index++) {
            if (!conditions.get(index).holds(route, high, low, length)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Route> applied(Statement statement, Route route) {
        try {
            return Optional.of(statement.apply(route));
        } catch (AttributeTooLongException tooLong) {
            return Optional.empty();
        }
    }

    /** How it comes to its end for one route. */
    public PolicyTrace trace(Prefix prefix, Route route) {
        boolean v4 = prefix.family() == IpFamily.V4;
        long high = v4 ? prefix.address().low() << 32 : prefix.address().high();
        long low = v4 ? 0 : prefix.address().low();
        List<PolicyTrace.Step> steps = new ArrayList<>();
        Route changed = route;
        for (Statement statement : statements) {
            Route asked = changed;
            Optional<Condition> failed = statement.conditions().stream()
                    .filter(condition -> !condition.holds(asked, high, low, prefix.length()))
                    .findFirst();
            if (failed.isPresent()) {
                steps.add(new PolicyTrace.Step(statement.name(), failed, List.of(), Optional.empty()));
                continue;
            }
            boolean rejects = statement.outcome() == Outcome.REJECT;
            Optional<Route> next = rejects ? Optional.empty() : applied(statement, changed);
            Optional<Outcome> outcome =
                    rejects || next.isPresent() ? Optional.of(statement.outcome()) : Optional.empty();
            steps.add(new PolicyTrace.Step(statement.name(), failed, statement.changes(), outcome));
            if (next.isEmpty() || statement.outcome() == Outcome.ACCEPT) {
                return new PolicyTrace(name, steps, next);
            }
            changed = next.get();
        }
        return new PolicyTrace(name, steps, passesRest ? Optional.of(changed) : Optional.empty());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Policy policy
                && name.equals(policy.name)
                && statements.equals(policy.statements)
                && passesRest == policy.passesRest;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, statements, passesRest);
    }

    @Override
    public String toString() {
        return "Policy[" + name + " " + statements + (passesRest ? " else accept]" : " else reject]");
    }
}
