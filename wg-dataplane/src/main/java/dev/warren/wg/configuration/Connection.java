package dev.warren.wg.configuration;

import dev.warren.wg.engine.Device;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: reads its requests, answers each, and turns into a stream of events if that is asked for. Its own thread. */
final class Connection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SocketChannel channel;
    private final Device device;
    private final LineBuffer lines = new LineBuffer();
    private final Requests requests;

    Connection(SocketChannel channel, Device device, ListenSettings listen) {
        this.channel = channel;
        this.device = device;
        requests = new Requests(lines, listen);
    }

    @Override
    public void run() {
        try (channel) {
            while (lines.fill(channel)) {
                while (true) {
                    Reply reply = device.configure(requests::step);
                    if (reply == null) {
                        break;
                    }
                    reply.send(channel);
                }
                if (requests.isStreaming()) {
                    new EventStream(channel, device.events()).run();
                    return;
                }
            }
        } catch (ProtocolException tooLong) {
            answerAndGiveUp(tooLong);
        } catch (IOException gone) {
            LOG.debug("a client of the configuration socket left: {}", gone.getMessage());
        } finally {
            lines.wipe();
        }
    }

    private void answerAndGiveUp(ProtocolException refused) {
        try {
            new Reply().end(refused.errno()).send(channel);
        } catch (IOException gone) {
            LOG.debug("a client of the configuration socket left: {}", gone.getMessage());
        }
    }
}
