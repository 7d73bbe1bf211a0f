package dev.warren.bgp.policy;

import java.util.List;

/**
 * One step of a policy: if all conditions hold, the changes are made and the outcome counts.
 *
 * @param name how explanations name it
 * @param conditions all of them must hold; none always match
 * @param changes made in this order
 * @param outcome what becomes of the route then
 */
public record Statement(String name, List<Condition> conditions, List<Change> changes, Outcome outcome) {
    public Statement {
        conditions = List.copyOf(conditions);
        changes = List.copyOf(changes);
    }

    /** A statement that passes routes with changes. */
    public static Statement accept(String name, List<Condition> conditions, Change... changes) {
        return new Statement(name, conditions, List.of(changes), Outcome.ACCEPT);
    }

    /** A statement that stops routes. */
    public static Statement reject(String name, List<Condition> conditions) {
        return new Statement(name, conditions, List.of(), Outcome.REJECT);
    }

    /** A statement that changes routes and lets the next ones decide. */
    public static Statement change(String name, List<Condition> conditions, Change... changes) {
        return new Statement(name, conditions, List.of(changes), Outcome.CONTINUE);
    }

    Route apply(Route route) {
        Route changed = route;
        for (Change change : changes) {
            changed = change.apply(changed);
        }
        return changed;
    }
}
