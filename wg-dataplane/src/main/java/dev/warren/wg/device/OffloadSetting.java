package dev.warren.wg.device;

/**
 * Whether the kernel and this process exchange super-packets and trains of datagrams, or every packet for itself: slower, for kernels and
 * drivers where offloads are broken.
 */
public final class OffloadSetting {
    /** The system property that switches them off when it is {@code false}. */
    public static final String PROPERTY = "warren.wg.offload";

    /** The environment variable that switches them off when it is {@code false}. */
    public static final String VARIABLE = "WARREN_WG_OFFLOAD";

    private OffloadSetting() {}

    /** The property decides, else the variable; on if neither is set. */
    static boolean isOn() {
        String variable = System.getenv(VARIABLE);
        return Boolean.parseBoolean(System.getProperty(PROPERTY, variable == null ? "true" : variable));
    }

    /** Switches them off for interfaces that this process starts from now on. */
    public static void switchOff() {
        System.setProperty(PROPERTY, "false");
    }
}
