package dev.warren.router.tunnel;

import dev.warren.wg.control.WireGuardControl;
import dev.warren.wg.uapi.UapiClient;
import java.io.IOException;

/** A process that carries the interface as a TUN device: ours or another's. */
final class UserspacePlane implements TunnelPlane {
    private final TunnelProcess process;
    private final UapiClient control;

    UserspacePlane(String interfaceName, TunnelProcess process) {
        this.process = process;
        this.control = UapiClient.of(interfaceName);
    }

    @Override
    public String title() {
        return "userspace";
    }

    @Override
    public boolean ensure() throws IOException {
        return process.ensure();
    }

    @Override
    public WireGuardControl control() {
        return control;
    }

    @Override
    public void close() {
        control.close();
    }
}
