package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.libc.Poller;
import dev.warren.linux.udp.DatagramReader;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.net.Endpoint;
import dev.warren.wg.engine.Device;
import dev.warren.wg.engine.DropReason;
import dev.warren.wg.engine.Drops;
import dev.warren.wg.engine.PeerEndpoint;
import dev.warren.wg.engine.Quiescence;
import dev.warren.wg.timers.TimerParameters;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending where the kernel refuses: a way too narrow for trains. */
@Tag("lab")
class UdpTransmitterLabTest {
    private static final int PORT = 9_000;
    private static final int SEGMENT = 1_452;
    private static final int TRAIN = 5 * SEGMENT + 100;

    /** The narrow way's MTU is below a segment, so UDP_SEGMENT gets EMSGSIZE; single datagrams are fragmented. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1 192.0.2.2", "2001:db8::1 2001:db8::2"})
    void aWayThatRefusesTrainsIsRememberedAndOthersKeepThem(String addresses) throws Exception {
        String narrow = addresses.substring(0, addresses.indexOf(' '));
        String wide = addresses.substring(narrow.length() + 1);
        try (LabNamespace lab = LabNamespace.create()) {
            for (String address : List.of(narrow, wide)) {
                lab.run("ip", "addr", "add", address, "dev", "lo");
            }
            String table = narrow.contains(":") ? "-6" : "-4";
            lab.run("ip", table, "route", "del", "local", narrow, "dev", "lo", "table", "local");
            lab.run("ip", table, "route", "add", "local", narrow, "dev", "lo", "mtu", "1280", "table", "local");
            lab.inside(() -> {
                Drops drops = new Device(TimerParameters.PAPER, new Random(1), () -> {}).drops();
                Sockets sockets = new Sockets(new Quiescence(), () -> {}, 1);
                UdpTransmitter transmitter = new UdpTransmitter(sockets, 0, drops);
                PeerEndpoint refusing = endpoint(narrow);
                PeerEndpoint taking = endpoint(wide);
                for (PeerEndpoint to : List.of(refusing, taking, refusing)) {
                    assertEquals(List.of(SEGMENT, SEGMENT, SEGMENT, SEGMENT, SEGMENT, 100), sent(transmitter, to));
                }
                assertTrue(refusing.isUnsegmented());
                assertFalse(taking.isUnsegmented());
                assertEquals(0, drops.snapshot().get(DropReason.NOT_SENT));
                sockets.close();
                return true;
            });
        }
    }

    private static PeerEndpoint endpoint(String address) {
        return PeerEndpoint.of(Endpoint.parse((address.contains(":") ? "[" + address + "]:" : address + ":") + PORT));
    }

    /** Sends a train; the lengths that arrive. */
    private static List<Integer> sent(UdpTransmitter transmitter, PeerEndpoint to) throws LibcException {
        MemorySegment train = NativeMemory.allocate(TRAIN);
        List<Integer> lengths = new ArrayList<>();
        try (UdpSocket sink = UdpSocket.open(to.family(), PORT, 0)) {
            transmitter.transmit(to, train, 0, TRAIN, SEGMENT, 0);
            Poller poller = new Poller(1);
            poller.add(sink.fd());
            DatagramReader reader = new DatagramReader(16);
            while (lengths.size() < 6 && poller.await(1_000)) {
                int count = reader.read(sink);
                for (int slot = 0; slot < count; slot++) {
                    reader.select(slot);
                    lengths.add(reader.length());
                    reader.release(slot);
                }
            }
        }
        return lengths;
    }
}
