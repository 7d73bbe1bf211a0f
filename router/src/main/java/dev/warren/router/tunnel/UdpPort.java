package dev.warren.router.tunnel;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/** Asks the kernel whether a UDP port can be had, on any address of the network namespace of the calling thread. */
final class UdpPort {
    private UdpPort() {}

    /** True if it can be bound in both families, as far as this machine has them. */
    static boolean isFree(int port) {
        return isFree(StandardProtocolFamily.INET, port) && isFree(StandardProtocolFamily.INET6, port);
    }

    private static boolean isFree(StandardProtocolFamily family, int port) {
        try (DatagramChannel channel = DatagramChannel.open(family)) {
            channel.bind(new InetSocketAddress(family == StandardProtocolFamily.INET ? "0.0.0.0" : "::", port));
            return true;
        } catch (BindException taken) {
            return false;
        } catch (IOException | UnsupportedOperationException noSuchFamily) {
            return true;
        }
    }
}
