package dev.warren.labs.lab;

/** This machine lacks what a lab needs: it can't be played here, which is no failure of the lab. */
public final class NotHere extends LabException {
    private static final long serialVersionUID = 1;

    public NotHere(String message) {
        super(message);
    }
}
