package dev.warren.topology;

import java.util.Locale;

/** Which WireGuard carries a hub's tunnels. The text form is the constant's name in lower case. */
public enum PlaneChoice {
    /** The kernel's where the machine has it, else a userspace process. */
    AUTO,
    /** The kernel's, or none. */
    KERNEL,
    /** A userspace process, even where the kernel has WireGuard. */
    USERSPACE;

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static PlaneChoice parse(String text) {
        for (PlaneChoice choice : values()) {
            if (choice.toString().equals(text)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not auto, kernel or userspace");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
