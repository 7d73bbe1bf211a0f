package dev.warren.router.cli;

import dev.warren.wg.device.OffloadSetting;
import dev.warren.wg.device.WireGuardProcess;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code warren wg}: the userspace WireGuard. */
@Command(
        name = "wg",
        description = {
            "Runs a userspace WireGuard in the foreground: creates the TUN interface IFNAME and serves its configuration "
                    + "socket /var/run/wireguard/IFNAME.sock, on which `wg` works.",
            "WARREN_WG_QUEUES says how many pairs of threads share its packets: 1 to 64, by default one for two processors, at most 8.",
            "Ends with SIGTERM, Ctrl-C, or when the interface is deleted."
        },
        mixinStandardHelpOptions = true)
final class WireGuardCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IFNAME", description = "The interface to create.")
    private String interfaceName = "";

    @Option(
            names = "--no-offload",
            description =
                    "Every packet for itself: slower, for kernels whose offloads are broken. WARREN_WG_OFFLOAD=false does the same.")
    private boolean noOffload;

    @Override
    public Integer call() {
        if (noOffload) {
            OffloadSetting.switchOff();
        }
        return WireGuardProcess.run(interfaceName);
    }
}
