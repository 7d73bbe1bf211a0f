package dev.warren.router.tunnel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpPortTest {
    @ParameterizedTest
    @CsvSource({"INET, 127.0.0.1", "INET6, ::1"})
    void aPortThatOneFamilyHasIsNotFree(StandardProtocolFamily family, String address) throws IOException {
        int port;
        try (DatagramChannel holder = DatagramChannel.open(family)) {
            holder.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            port = ((InetSocketAddress) holder.getLocalAddress()).getPort();
            assertFalse(UdpPort.isFree(port));
        }
        assertTrue(UdpPort.isFree(port));
    }
}
