package dev.warren.linux.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.linux.libc.Errno;
import dev.warren.linux.libc.LibcException;
import org.junit.jupiter.api.Test;

class UdpSocketsTest {
    /** Others would get some of our peers' datagrams otherwise. */
    @Test
    void aPortWithSocketsBesideEachOtherIsStillNobodyElses() throws LibcException {
        try (UdpSockets first = UdpSockets.open(0, 0);
                UdpSockets second = first.openBeside(0)) {
            assertEquals(first.port(), second.port());
            LibcException taken = assertThrows(LibcException.class, () -> UdpSockets.open(first.port(), 0));
            assertEquals(Errno.EADDRINUSE, taken.errno());
        }
    }
}
