package dev.warren.bgp.bfd.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.warren.bgp.bfd.BfdAction;
import dev.warren.bgp.bfd.BfdParameters;
import dev.warren.bgp.bfd.BfdState;
import dev.warren.bgp.bfd.ControlPacket;
import dev.warren.bgp.bfd.Diagnostic;
import dev.warren.net.IpAddress;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A neighbour that alternates its states as fast as it can. */
class RunningBfdTest {
    private static final int CHANGES = 3_000;
    private static final int NUMBER = 7;
    private static final Pattern LINE = Pattern.compile("event=bfd .* to=(\\w+) .* left-out=(\\d+)");

    private final Logger logger = (Logger) LoggerFactory.getLogger(BfdLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<BfdAction.StateChanged> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
        channel.releaseOutbound();
    }

    private RunningBfd session(String neighbour) {
        return new RunningBfd(
                new BfdPath(IpAddress.parse(neighbour), Optional.empty(), Optional.empty(), BfdPath.Hops.SINGLE),
                NUMBER,
                new BfdParameters(Duration.ofSeconds(1), Duration.ofSeconds(1), 3, false),
                heard::add,
                channel.eventLoop(),
                channel,
                new SplittableRandom(1),
                new Interfaces());
    }

    private static ControlPacket says(BfdState state) {
        return new ControlPacket(
                Diagnostic.NONE, state, false, false, false, false, 3, 9, NUMBER, 1_000_000, 1_000_000, 0);
    }

    /** It comes up, and goes down at once. */
    private void flap(RunningBfd session) {
        while (heard.size() < CHANGES) {
            session.received(says(BfdState.DOWN));
            session.received(says(BfdState.INIT));
            session.received(says(BfdState.DOWN));
            channel.releaseOutbound();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
    void theLogIsBoundedAndEndsWithWhatIsSo(String neighbour) {
        RunningBfd session = session(neighbour);
        long begin = System.nanoTime();
        flap(session);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + 1;
        assertTrue(lines.list.size() <= 2 * seconds, () -> lines.list.size() + " lines");
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertTrue(lines.list.size() <= 2 * seconds + 1, () -> lines.list.size() + " lines");

        long told = 0;
        String last = "";
        for (ILoggingEvent line : lines.list) {
            Matcher matcher = LINE.matcher(line.getFormattedMessage());
            assertTrue(matcher.matches(), line::getFormattedMessage);
            told += 1 + Long.parseLong(matcher.group(2));
            last = matcher.group(1);
        }
        assertEquals(heard.size(), told, "each one is told or counted");
        assertEquals(heard.getLast().to().name(), last);
        assertEquals(session.status().state().name(), last);
    }

    /** Whoever listens misses none of them. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
    void everyChangeIsHeard(String neighbour) {
        flap(session(neighbour));
        for (int index = 1; index < heard.size(); index++) {
            assertEquals(heard.get(index - 1).to(), heard.get(index).from());
        }
    }
}
