package dev.warren.wg.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.engine.Device;
import dev.warren.wg.timers.TimerParameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a client of the configuration socket sends: each request is answered once, and what it leaves can be set again. */
class RequestFuzzTest {
    private static final Device DEVICE = new Device(TimerParameters.PAPER, new Random(1), () -> {});

    @FuzzTest
    void everyRequestIsAnsweredOnceAndTheStateCanBeSetAgain(byte[] bytes) throws IOException {
        String state = stateAfter(bytes);
        String again = state.replaceAll("(last_handshake_time_n?sec|[rt]x_bytes|errno)=.*\n", "");
        assertEquals(state, stateAfter(("set=1\n" + again).getBytes(StandardCharsets.US_ASCII)));
    }

    /** Runs a client's bytes against a device without anything; returns what get=1 says after. */
    private static String stateAfter(byte[] bytes) throws IOException {
        ListenSettings listen = new NoSockets();
        LineBuffer lines = new LineBuffer();
        Requests requests = new Requests(lines, listen);
        ReadableByteChannel client = Channels.newChannel(new ByteArrayInputStream(bytes));
        try {
            while (!requests.isStreaming() && lines.fill(client)) {
                Reply reply = DEVICE.configure(requests::step);
                while (reply != null) {
                    assertEndsInOneErrno(text(reply));
                    reply = DEVICE.configure(requests::step);
                }
            }
        } catch (ProtocolException tooLong) {
            assertEquals(ProtocolException.EINVAL, tooLong.errno());
        }
        lines.wipe();
        String state = text(DEVICE.configure(configuration -> GetOperation.run(configuration, listen)));
        DEVICE.configure(configuration -> {
            configuration.removeAllPeers();
            configuration.setPrivateKey(new Secret());
            return configuration;
        });
        return state;
    }

    private static void assertEndsInOneErrno(String reply) {
        int errno = reply.indexOf("errno=");
        assertTrue(reply.endsWith("\n\n"), reply);
        assertEquals(errno, reply.lastIndexOf("errno="), reply);
        assertEquals(reply.length() - 1, reply.indexOf("\n", errno) + 1, reply);
        assertEquals(reply.length() - 2, reply.indexOf("\n\n"), reply);
    }

    private static String text(@Nullable Reply reply) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (reply != null) {
            reply.send(Channels.newChannel(out));
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static final class NoSockets implements ListenSettings {
        private int port;
        private int mark;

        @Override
        public int port() {
            return port;
        }

        @Override
        public void setPort(int wanted) {
            port = wanted;
        }

        @Override
        public int mark() {
            return mark;
        }

        @Override
        public void setMark(int wanted) {
            mark = wanted;
        }
    }
}
