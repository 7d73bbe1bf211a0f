package dev.warren.bgp.recorded;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Capability;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.KeepAlive;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.Open;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.net.Asn;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Waits on port 179 for one router, says just enough to keep its session, and writes down all that it sends. Commands on standard
 * input: {@code refresh} asks for everything again, {@code end} writes the file. Says {@code message TYPE} for each message.
 */
final class SessionRecorder {
    private static final CodecContext CODEC = new CodecContext(true, true);

    private final DataInputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();

    private SessionRecorder(Socket socket) throws IOException {
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Arguments: the file to write, and our AS. */
    public static void main(String[] arguments) throws IOException {
        try (ServerSocket listening = new ServerSocket(179);
                Socket socket = listening.accept()) {
            SessionRecorder recorder = new SessionRecorder(socket);
            recorder.send(new Open(
                    Asn.parse(arguments[1]).twoOctets(),
                    90,
                    0x0a000001,
                    List.of(
                            new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                            new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
                            new Capability.Refresh(),
                            new Capability.EnhancedRefresh(),
                            new Capability.ExtendedMessage(),
                            new Capability.GracefulRestart(false, true, 0, List.of()),
                            new Capability.FourOctetAs(Asn.parse(arguments[1])))));
            Thread reader = new Thread(recorder::read, "reader");
            reader.setDaemon(true);
            reader.start();
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = commands.readLine(); line != null && !line.equals("end"); line = commands.readLine()) {
                recorder.send(new RouteRefresh(AddressFamily.IPV4_UNICAST, RouteRefresh.REQUEST));
                recorder.send(new RouteRefresh(AddressFamily.IPV6_UNICAST, RouteRefresh.REQUEST));
            }
            Files.write(Path.of(arguments[0]), recorder.recorded());
        }
    }

    private synchronized byte[] recorded() {
        return recorded.toByteArray();
    }

    private synchronized void send(Message message) throws IOException {
        ByteBuffer encoded = MessageEncoder.encode(message, CODEC);
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        out.write(octets);
    }

    /** Every KEEPALIVE is answered by one, so that the session stays. */
    private void read() {
        try {
            while (true) {
                byte[] header = in.readNBytes(MessageHeader.LENGTH);
                if (header.length < MessageHeader.LENGTH) {
                    throw new EOFException();
                }
                ByteBuffer view = ByteBuffer.wrap(header);
                byte[] body = in.readNBytes(MessageHeader.messageLength(view) - MessageHeader.LENGTH);
                synchronized (this) {
                    recorded.writeBytes(header);
                    recorded.writeBytes(body);
                }
                int type = MessageHeader.messageType(view);
                System.out.println("message " + type);
                if (type == MessageHeader.OPEN || type == MessageHeader.KEEPALIVE) {
                    send(KeepAlive.KEEPALIVE);
                }
            }
        } catch (IOException over) {
            System.out.println("over: " + over);
        }
    }
}
