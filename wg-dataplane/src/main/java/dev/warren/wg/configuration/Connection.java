package dev.warren.wg.configuration;

import dev.warren.wg.engine.Device;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: requests one after the other, each ended by an empty line, each answered. Its own thread. */
final class Connection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SocketChannel channel;
    private final Device device;
    private final ListenSettings listen;
    private final LineBuffer lines = new LineBuffer();

    private @Nullable SetOperation set;
    private boolean get;
    private @Nullable ProtocolException refusal;

    Connection(SocketChannel channel, Device device, ListenSettings listen) {
        this.channel = channel;
        this.device = device;
        this.listen = listen;
    }

    @Override
    public void run() {
        try (channel) {
            while (lines.fill(channel)) {
                while (true) {
                    Reply reply = device.configure(configuration -> step(configuration));
                    if (reply == null) {
                        break;
                    }
                    reply.send(channel);
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

    /** Applies the lines at hand; returns an answer when a request is complete, or null when more must be read. */
    private @Nullable Reply step(dev.warren.wg.engine.DeviceConfiguration configuration) {
        while (lines.next()) {
            if (lines.isEmptyLine()) {
                Reply reply = complete(configuration);
                if (reply != null) {
                    return reply;
                }
            } else if (refusal == null) {
                try {
                    line(configuration);
                } catch (ProtocolException refused) {
                    LOG.warn("refused a configuration request: {}", refused.getMessage());
                    refusal = refused;
                }
            }
        }
        return null;
    }

    private void line(dev.warren.wg.engine.DeviceConfiguration configuration) throws ProtocolException {
        SetOperation running = set;
        if (running != null) {
            running.line(configuration, lines);
        } else if (!get && lines.key().equals("set") && lines.value().equals("1")) {
            set = new SetOperation(listen);
        } else if (!get && lines.key().equals("get") && lines.value().equals("1")) {
            get = true;
        } else {
            throw new ProtocolException(ProtocolException.EINVAL, "a request begins with get=1 or set=1");
        }
    }

    private @Nullable Reply complete(dev.warren.wg.engine.DeviceConfiguration configuration) {
        SetOperation finished = set;
        ProtocolException refused = refusal;
        boolean wasGet = get;
        set = null;
        get = false;
        refusal = null;
        if (finished != null) {
            finished.end(configuration);
        }
        if (refused != null) {
            return new Reply().end(refused.errno());
        }
        if (wasGet) {
            return GetOperation.run(configuration, listen);
        }
        return finished != null ? new Reply().end(0) : null;
    }

    private void answerAndGiveUp(ProtocolException refused) {
        try {
            new Reply().end(refused.errno()).send(channel);
        } catch (IOException gone) {
            LOG.debug("a client of the configuration socket left: {}", gone.getMessage());
        }
    }
}
