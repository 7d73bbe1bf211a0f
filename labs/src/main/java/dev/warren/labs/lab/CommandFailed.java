package dev.warren.labs.lab;

/** A command in a node that should have succeeded has not; it may yet. */
public final class CommandFailed extends LabException {
    private static final long serialVersionUID = 1;

    CommandFailed(String message) {
        super(message);
    }
}
