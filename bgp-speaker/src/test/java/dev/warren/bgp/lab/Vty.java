package dev.warren.bgp.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The socket of an FRR daemon that vtysh speaks with, without vtysh: that builds its whole language for each question, and labs ask often. A
 * command ends with a zero octet, its answer with three and one more, which is what became of it. One thread.
 */
final class Vty implements AutoCloseable {
    private static final int TRAILER = 4;
    private static final int SUCCESS = 0;

    private final SocketChannel socket;
    private final ByteBuffer read = ByteBuffer.allocate(1 << 16);

    /** Connects, as who may change the configuration. */
    Vty(Path path) throws IOException {
        socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
        ask("enable");
    }

    /**
     * What a daemon answers to a command.
     *
     * @throws IllegalStateException if it refuses the command, with what it says
     */
    String ask(String command) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((command + '\0').getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            socket.write(line);
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] all = answer.toByteArray();
        while (!isWhole(all)) {
            if (socket.read(read.clear()) < 0) {
                throw new IOException("the daemon has closed " + socket.getRemoteAddress());
            }
            answer.write(read.array(), 0, read.position());
            all = answer.toByteArray();
        }
        String text = new String(all, 0, all.length - TRAILER, StandardCharsets.UTF_8);
        if (all[all.length - 1] != SUCCESS) {
            throw new IllegalStateException("'" + command + "' is refused (" + all[all.length - 1] + "): " + text);
        }
        return text;
    }

    private static boolean isWhole(byte[] answer) {
        int end = answer.length - TRAILER;
        return end >= 0 && answer[end] == 0 && answer[end + 1] == 0 && answer[end + 2] == 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
