package dev.warren.bgp;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Capability;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.KeepAlive;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.Open;
import dev.warren.net.Asn;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A neighbour by hand: a socket that says what a test wants said, and reads when the test wants it to. */
public final class RawNeighbour implements AutoCloseable {
    static final int UPDATE = 2;
    static final int NOTIFICATION = 3;
    static final int KEEPALIVE = 4;
    private static final CodecContext CODEC = new CodecContext(true, true);

    private final Socket socket = new Socket();
    private final DataInputStream in;

    RawNeighbour(String from, InetSocketAddress to, int receiveBuffer) throws IOException {
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(to);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 4_096));
    }

    /** Speaks up to Established. */
    public static RawNeighbour established(String from, InetSocketAddress to, long asn, int holdTime)
            throws IOException {
        RawNeighbour neighbour = opening(from, to, asn, holdTime);
        neighbour.confirm();
        return neighbour;
    }

    /** Speaks up to Established, with enhanced route refresh and more. */
    static RawNeighbour refreshing(String from, InetSocketAddress to, long asn, Capability... more) throws IOException {
        List<Capability> all = new ArrayList<>(List.of(more));
        RawNeighbour neighbour = new RawNeighbour(from, to, 4_096);
        all.addAll(List.of(
                new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
                new Capability.Refresh(),
                new Capability.EnhancedRefresh(),
                new Capability.FourOctetAs(Asn.of(asn))));
        neighbour.send(new Open(Asn.of(asn).twoOctets(), 90, 0x0a090909, all));
        neighbour.confirm();
        return neighbour;
    }

    /** Connects and says OPEN, as one whose routes of both families are to be kept while it restarts. */
    static RawNeighbour restartable(String from, InetSocketAddress to, long asn, boolean restarted) throws IOException {
        return restartable(
                from,
                to,
                asn,
                new Capability.GracefulRestart(
                        restarted,
                        false,
                        120,
                        List.of(
                                new Capability.GracefulRestart.Kept(AddressFamily.IPV4_UNICAST, true),
                                new Capability.GracefulRestart.Kept(AddressFamily.IPV6_UNICAST, true))));
    }

    /** Connects and says OPEN, for both families, with what it says of its restarts. */
    static RawNeighbour restartable(String from, InetSocketAddress to, long asn, Capability.GracefulRestart restarts)
            throws IOException {
        RawNeighbour neighbour = new RawNeighbour(from, to, 4_096);
        neighbour.send(new Open(
                Asn.of(asn).twoOctets(),
                90,
                0x0a090909,
                List.of(
                        new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                        new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
                        restarts,
                        new Capability.FourOctetAs(Asn.of(asn)))));
        return neighbour;
    }

    /** Connects and says OPEN; takes little at a time. */
    static RawNeighbour opening(String from, InetSocketAddress to, long asn, int holdTime) throws IOException {
        return opening(new RawNeighbour(from, to, 4_096), asn, holdTime);
    }

    /** Says OPEN, for both families. */
    static RawNeighbour opening(RawNeighbour neighbour, long asn, int holdTime) throws IOException {
        neighbour.send(new Open(
                Asn.of(asn).twoOctets(),
                holdTime,
                0x0a090909,
                List.of(
                        new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                        new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
                        new Capability.FourOctetAs(Asn.of(asn)))));
        return neighbour;
    }

    /** Waits for the KEEPALIVE that answers an OPEN, and answers it. */
    void confirm() throws IOException {
        readUntil(KEEPALIVE);
        send(KeepAlive.KEEPALIVE);
    }

    public void send(Message message) throws IOException {
        ByteBuffer encoded = MessageEncoder.encode(message, CODEC);
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        sendOctets(octets, octets.length);
    }

    void sendOctets(byte[] octets, int count) throws IOException {
        socket.getOutputStream().write(octets, 0, count);
    }

    /** Reads messages up to one of this type; answers its body. */
    byte[] readUntil(int type) throws IOException {
        while (true) {
            byte[] header = in.readNBytes(19);
            if (header.length < 19) {
                throw new IOException("closed before a message of type " + type);
            }
            byte[] body = in.readNBytes((ByteBuffer.wrap(header).getShort(16) & 0xffff) - 19);
            if (header[18] == type) {
                return body;
            }
        }
    }

    /** Reads UPDATEs up to one that has these octets somewhere. */
    void readUpTo(byte[] octets) throws IOException {
        String wanted = new String(octets, StandardCharsets.ISO_8859_1);
        String body;
        do {
            body = new String(readUntil(UPDATE), StandardCharsets.ISO_8859_1);
        } while (!body.contains(wanted));
    }

    /** Reads some octets; -1 at the end. */
    int readSome(int limit) throws IOException {
        return in.read(new byte[limit]);
    }

    /** Says no more. A close resets the connection if there is something unread, and then what was sent last may be lost. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
