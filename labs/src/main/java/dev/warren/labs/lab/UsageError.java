package dev.warren.labs.lab;

/** Arguments that no lab could make sense of; the message says what is wanted. */
public final class UsageError extends LabException {
    private static final long serialVersionUID = 1;

    public UsageError(String message) {
        super(message);
    }
}
