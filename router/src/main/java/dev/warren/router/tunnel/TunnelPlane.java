package dev.warren.router.tunnel;

import dev.warren.wg.control.WireGuardControl;
import java.io.IOException;

/** The WireGuard that carries a tunnel interface. */
sealed interface TunnelPlane extends AutoCloseable permits KernelPlane, UserspacePlane {
    /** Its name, as in reports and logs: {@code kernel} or {@code userspace}. */
    String title();

    /**
     * Makes the interface unless it is there.
     *
     * @return true if it had to be made: it then has neither keys nor peers
     * @throws IOException if it can't be
     */
    boolean ensure() throws IOException;

    /** What configures it; the interface is there. */
    WireGuardControl control();

    @Override
    void close();
}
