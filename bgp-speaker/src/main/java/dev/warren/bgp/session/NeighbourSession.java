package dev.warren.bgp.session;

import dev.warren.bgp.fsm.FsmAction;
import dev.warren.bgp.fsm.FsmEvent;
import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.fsm.PeerFsm;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.fsm.Side;
import dev.warren.bgp.log.LogLimit;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.Notification;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A neighbour's session: its state machine, up to three connections, and the timer. Everything happens on one event loop; the
 * public methods may be called from any thread. No exception leaves it.
 */
// A failed write or close ends the channel, and the handler hears of that.
@SuppressWarnings("FutureReturnValueIgnored")
public final class NeighbourSession {
    private static final Logger LOG = LoggerFactory.getLogger(NeighbourSession.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SessionConfig config;
    private final SessionListener listener;
    private final EventLoop loop;
    private final Connector connector;
    private final PeerFsm fsm;
    private final SessionRecord record = new SessionRecord();
    private final SessionLog log;
    private final Links links = new Links();
    private final DeadlineTimer timer;
    private final LogLimit brokenLimit = new LogLimit();
    private int epoch;
    private @Nullable Side established;
    private boolean awaitsWritable;
    private boolean readsPaused;

    NeighbourSession(SessionConfig config, SessionListener listener, EventLoop loop, Connector connector) {
        this.config = config;
        this.listener = listener;
        this.loop = loop;
        this.connector = connector;
        this.log = new SessionLog(config.name());
        this.fsm = new PeerFsm(config.fsm(), new SplittableRandom());
        this.timer = new DeadlineTimer(loop, this::tick);
    }

    SessionConfig config() {
        return config;
    }

    /** How it is now. */
    public SessionSnapshot snapshot() {
        return record.snapshot();
    }

    /** What its connections brought, from any thread. */
    public MessageCounts received() {
        return record.received().now();
    }

    /** What was written to its connections, from any thread. */
    public MessageCounts sent() {
        return record.sent().now();
    }

    SessionRecord record() {
        return record;
    }

    /** Brings the neighbour up. */
    public void start() {
        execute(() -> handle(new FsmEvent.Start()));
    }

    /** The same on the event loop, done when it returns. */
    void startHere() {
        handle(new FsmEvent.Start());
    }

    /** Ends the session with a NOTIFICATION; the neighbour stays down. Done when the connections are closed on both sides. */
    public CompletableFuture<Void> stop(Notification notification, String reason) {
        return end(new FsmEvent.Stop(notification, reason));
    }

    /** Closes the connections without a word, as a crash would; the neighbour stays down. Done when they are closed on both sides. */
    public CompletableFuture<Void> suspend(String reason) {
        return end(new FsmEvent.Suspend(reason));
    }

    private CompletableFuture<Void> end(FsmEvent ending) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        execute(() -> {
            List<CompletableFuture<Void>> closed =
                    links.all().stream().map(Link::closed).toList();
            handle(ending);
            CompletableFuture.allOf(closed.toArray(CompletableFuture[]::new)).thenRun(() -> done.complete(null));
        });
        return done;
    }

    /** Ends an established session with a NOTIFICATION and begins anew after the connect-retry time. */
    public void reset(Notification notification, String reason) {
        execute(() -> handle(new FsmEvent.Reset(notification, reason, 0)));
    }

    /**
     * The same for what happened in a session, unless another one is established by now. With a pause, unless that is zero, in place
     * of the connect-retry time: whatever has become of that session, and also of another one that the neighbour has come back with.
     */
    public void reset(int ofEpoch, Notification notification, String reason, Duration pause) {
        execute(() -> {
            boolean pauses = !pause.isZero();
            if (pauses && established == null) {
                record.transportError(reason); // no change of state will say it
            }
            if (pauses || ofEpoch == epoch) {
                handle(new FsmEvent.Reset(notification, reason, pause.toMillis()));
            }
        });
    }

    /**
     * Writes a batch of encoded messages; {@link SessionListener#writable} asks for the next one. A batch of an earlier session is
     * dropped.
     */
    public void send(int ofEpoch, List<ByteBuffer> messages) {
        execute(() -> {
            Link link = established == null || ofEpoch != epoch ? null : links.on(established);
            if (link == null) {
                return;
            }
            messages.forEach(octets -> writeTo(link, octets));
            link.flush();
            if (link.channel().isWritable()) {
                listener.writable(epoch);
            } else {
                awaitsWritable = true;
            }
        });
    }

    /** Sends one message if the session is established; the answer to it comes as any other message. */
    public void send(Message message) {
        execute(() -> {
            if (established != null) {
                write(established, message);
            }
        });
    }

    /** What was received in a session turned out to end it (RFC 4271 section 6): sends the NOTIFICATION. */
    public void malformed(int ofEpoch, Notification notification, String detail) {
        execute(() -> {
            if (established != null && ofEpoch == epoch) {
                handle(new FsmEvent.Malformed(established, notification, detail));
            }
        });
    }

    /** How long it still pauses after a reset; zero if it doesn't. On the event loop only. */
    public Duration heldBack() {
        return Duration.ofMillis(fsm.heldBack(now()));
    }

    /** Runs something on the event loop after a time, unless it is cancelled before; nothing happens once that has ended. */
    public Future<?> later(Duration time, Runnable command) {
        try {
            return loop.schedule(command, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            LOG.debug("event=session-ended neighbour={}", config.name(), ended);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Runs something on the event loop; nothing happens once that has ended. */
    public void execute(Runnable command) {
        try {
            loop.execute(command);
        } catch (RejectedExecutionException ended) {
            LOG.debug("event=session-ended neighbour={}", config.name(), ended);
        }
    }

    /**
     * Stops or resumes reading, so that a slow RIB slows the neighbour down; its hold timer waits meanwhile. On the event loop
     * only.
     */
    public void pauseReads(boolean pause) {
        readsPaused = pause;
        if (established != null) {
            handle(new FsmEvent.ReadsPaused(established));
            Link link = links.on(established);
            if (link != null) {
                link.channel().config().setAutoRead(!pause);
            }
        }
    }

    /** A connection of the neighbour was accepted; on the event loop. */
    void accepted(Channel channel) {
        Side side = fsm.state(Side.INCOMING).compareTo(SessionState.OPEN_SENT) > 0 ? Side.SUCCESSOR : Side.INCOMING;
        if (links.on(side) != null) {
            closed(side, "the neighbour opened another connection");
        }
        attach(side, channel);
        handle(new FsmEvent.Connected(side));
    }

    private void attach(Side side, Channel channel) {
        ConnectionHandler handler = new ConnectionHandler(this, side);
        links.add(side, new Link(channel, handler));
        channel.pipeline().addLast(handler);
    }

    void decoded(Side side, Decoded decoded) {
        switch (decoded) {
            case Decoded.Good(Message message) -> {
                if (message instanceof Notification notification) {
                    listener.notified(record.notification(false, notification));
                }
                handle(new FsmEvent.Received(side, message));
            }
            case Decoded.Bad(Notification notification, String detail) ->
                handle(new FsmEvent.Malformed(side, notification, detail));
        }
    }

    void closed(Side side, String reason) {
        Link link = links.remove(side);
        if (link != null) {
            link.handler().detach();
            link.channel().close();
            record.transportError(reason);
            handle(new FsmEvent.Closed(side, reason));
        }
    }

    void writable(Side side) {
        if (side == established && awaitsWritable) {
            awaitsWritable = false;
            listener.writable(epoch);
        }
    }

    void stalled(Side side) {
        handle(new FsmEvent.SendBlocked(side));
    }

    void progress(Side side, boolean stillStalled) {
        handle(new FsmEvent.SendProgress(side, stillStalled));
    }

    private void handle(FsmEvent event) {
        guarded(event, () -> fsm.handle(event, now()).forEach(action -> guarded(event, () -> perform(action))));
        timer.at(fsm.nextDeadline(), now());
    }

    /** What fails ends the connections, but keeps nothing else from being done: the state machine is already past it. */
    private void guarded(FsmEvent event, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error broken) {
            if (brokenLimit.passes()) {
                LOG.error(
                        "event=session-broken neighbour={} on={} total={}",
                        config.name(),
                        event.getClass().getSimpleName(),
                        brokenLimit.total(),
                        broken);
            }
            // Each of them tells the state machine when it is closed.
            links.all().forEach(link -> link.channel().close());
        }
    }

    private void perform(FsmAction action) {
        switch (action) {
            case FsmAction.Connect() -> connect();
            case FsmAction.Close(Side side) -> links.giveUp(side);
            case FsmAction.Succeed() -> links.succeed();
            case FsmAction.Send(Side side, Message message) -> write(side, message);
            case FsmAction.Up(Side side, Negotiated negotiated) -> up(side, negotiated);
            case FsmAction.Down(String reason, boolean graceful) -> down(reason, graceful);
            case FsmAction.Deliver(Message message) -> listener.received(message);
            case FsmAction.StateChanged(SessionState from, SessionState to, String reason) -> {
                StateChange change = new StateChange(Instant.now(), from, to, reason);
                record.entered(change);
                log.changed(change);
                listener.stateChanged(from, to, reason);
            }
        }
    }

    private void connect() {
        links.connect(connector, config, (channel, failure) -> {
            if (failure.isPresent()) {
                record.transportError(failure.get());
                handle(new FsmEvent.ConnectFailed(failure.get()));
            } else {
                attach(Side.OUTGOING, channel);
                handle(new FsmEvent.Connected(Side.OUTGOING));
            }
        });
    }

    private void write(Side side, Message message) {
        Link link = links.on(side);
        if (link != null) {
            if (message instanceof Notification notification) {
                listener.notified(record.notification(true, notification));
            }
            writeTo(link, link.encoded(message));
            link.flush();
        }
    }

    private void writeTo(Link link, ByteBuffer messages) {
        record.sent().add(messages);
        link.write(messages);
    }

    private void up(Side side, Negotiated negotiated) {
        Link link = links.on(side);
        if (link == null) {
            return;
        }
        link.negotiated(negotiated);
        epoch++;
        established = side;
        awaitsWritable = false;
        link.channel().config().setAutoRead(!readsPaused);
        record.up(negotiated, link.localAddress());
        listener.up(epoch, negotiated, link.localAddress(), LinkLocalNextHop.of(config, link.localAddress()));
    }

    private void down(String reason, boolean graceful) {
        established = null;
        record.down();
        listener.down(reason, graceful);
    }

    private void tick() {
        if (readsPaused && established != null) {
            handle(new FsmEvent.ReadsPaused(established));
        }
        handle(new FsmEvent.Tick());
    }

    private static long now() {
        return System.nanoTime() / NANOS_PER_MILLI;
    }
}
