package dev.warren.topology;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A topology was refused. The message is that of all its problems, one after the other, as a compiler prints them. */
public final class TopologyException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** A refusal for these reasons, of which there is at least one. */
    public TopologyException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, by file, line and column. */
    public List<Problem> problems() {
        return problems;
    }
}
