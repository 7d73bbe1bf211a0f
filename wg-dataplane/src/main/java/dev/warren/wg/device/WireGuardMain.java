package dev.warren.wg.device;

/** {@code IFNAME}: runs one userspace WireGuard interface in the foreground. */
public final class WireGuardMain {
    private static final int USAGE = 2;

    private WireGuardMain() {}

    /** Runs the interface named by the only argument. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: wireguard IFNAME");
            System.exit(USAGE);
        }
        System.exit(WireGuardProcess.run(arguments[0]));
    }
}
