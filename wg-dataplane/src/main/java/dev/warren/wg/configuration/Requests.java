package dev.warren.wg.configuration;

import dev.warren.wg.engine.DeviceConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one client: one after the other, each ended by an empty line, each answered. A line that is refused makes the rest of its
 * request count for nothing. The connection's thread.
 */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final LineBuffer lines;
    private final ListenSettings listen;

    private @Nullable SetOperation set;
    private @Nullable Question question;
    private boolean streaming;
    private @Nullable ProtocolException refusal;

    /** A request of one line. */
    private enum Question {
        STATE,
        PEERS,
        COUNTERS,
        EVENTS
    }

    Requests(LineBuffer lines, ListenSettings listen) {
        this.lines = lines;
        this.listen = listen;
    }

    /** True once events were asked for: no request follows. */
    boolean isStreaming() {
        return streaming;
    }

    /** Applies the lines at hand; returns an answer when a request is complete, or null when more must be read. */
    @Nullable
    Reply step(DeviceConfiguration configuration) {
        while (!streaming && lines.next()) {
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

    private void line(DeviceConfiguration configuration) throws ProtocolException {
        SetOperation running = set;
        if (running != null) {
            running.line(configuration, lines);
        } else if (question != null) {
            throw new ProtocolException(ProtocolException.EINVAL, "this request is one line");
        } else {
            begin(lines.key());
        }
    }

    /** The value becomes text only for these keys: it may be a secret for others. */
    private void begin(String key) throws ProtocolException {
        boolean known = key.equals("get") || key.equals("set") || key.equals("subscribe");
        switch (known ? key + "=" + lines.value() : "") {
            case "set=1" -> set = new SetOperation(listen);
            case "get=1" -> question = Question.STATE;
            case "get=peers" -> question = Question.PEERS;
            case "get=counters" -> question = Question.COUNTERS;
            case "subscribe=1" -> question = Question.EVENTS;
            default ->
                throw new ProtocolException(
                        ProtocolException.EINVAL,
                        "a request begins with get=1, get=peers, get=counters, set=1 or subscribe=1");
        }
    }

    private @Nullable Reply complete(DeviceConfiguration configuration) {
        SetOperation finished = set;
        Question asked = question;
        ProtocolException refused = refusal;
        set = null;
        question = null;
        refusal = null;
        if (finished != null) {
            finished.end(configuration);
        }
        if (refused != null) {
            return new Reply().end(refused.errno());
        }
        if (asked == null) {
            return finished != null ? new Reply().end(0) : null;
        }
        return switch (asked) {
            case STATE -> GetOperation.run(configuration, listen);
            case PEERS -> PeersOperation.run(configuration);
            case COUNTERS -> CountersOperation.run(configuration);
            case EVENTS -> {
                streaming = true;
                yield null;
            }
        };
    }
}
