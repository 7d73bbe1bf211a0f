package dev.warren.wg.uapi;

import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.WireGuardControl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Drives a userspace WireGuard by its configuration socket. */
public final class UapiClient implements WireGuardControl {
    private final Path socket;
    private final Duration timeout;

    /**
     * @param socket the path of the device's socket
     * @param timeout how long one operation may take
     */
    public UapiClient(Path socket, Duration timeout) {
        this.socket = socket;
        this.timeout = timeout;
    }

    /** The client of an interface at the place where all userspace implementations have their socket. */
    public static UapiClient of(String interfaceName) {
        return new UapiClient(Path.of("/var/run/wireguard", interfaceName + ".sock"), Duration.ofSeconds(5));
    }

    @Override
    public DeviceState read() throws IOException {
        throw new IOException(socket + " " + timeout);
    }

    @Override
    public void apply(DeviceChange change) throws IOException {
        throw new IOException(socket + " " + timeout);
    }

    @Override
    public void close() {}
}
