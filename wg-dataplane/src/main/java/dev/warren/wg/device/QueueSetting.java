package dev.warren.wg.device;

/** How many queues an interface gets, each with a thread from the interface to the network and one back. */
public final class QueueSetting {
    /** The system property that says how many, 1 to 64. */
    public static final String PROPERTY = "warren.wg.queues";

    /** The environment variable that says how many. */
    public static final String VARIABLE = "WARREN_WG_QUEUES";

    private static final int MOST = 64;
    private static final int MOST_BY_DEFAULT = 8;

    private QueueSetting() {}

    /**
     * The property decides, else the variable; else one for each two processors, up to eight: the other half of them is for the two
     * directions to run at once.
     *
     * @throws IllegalArgumentException if that is no number from 1 to 64
     */
    static int count() {
        String variable = System.getenv(VARIABLE);
        String value = System.getProperty(PROPERTY, variable);
        if (value == null) {
            return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_BY_DEFAULT);
        }
        if (!value.matches("[0-9]{1,2}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MOST) {
            throw new IllegalArgumentException(VARIABLE + " is '" + value + "': use a number from 1 to " + MOST);
        }
        return Integer.parseInt(value);
    }
}
