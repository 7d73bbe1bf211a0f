package dev.warren.labs.check;

/** What should be true is not (or not yet, where {@link Await} tries again); the message says what was seen. */
public final class CheckFailure extends Exception {
    private static final long serialVersionUID = 1;

    public CheckFailure(String message) {
        super(message);
    }
}
