package dev.warren.labs.lab;

/** A lab that can't be played, found or taken down; the message is for the user. */
public sealed class LabException extends Exception permits CommandFailed, NotHere, UsageError {
    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }
}
