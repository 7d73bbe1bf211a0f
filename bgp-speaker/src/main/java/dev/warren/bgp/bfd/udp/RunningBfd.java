package dev.warren.bgp.bfd.udp;

import dev.warren.bgp.bfd.BfdAction;
import dev.warren.bgp.bfd.BfdParameters;
import dev.warren.bgp.bfd.BfdSession;
import dev.warren.bgp.bfd.ControlPacket;
import dev.warren.bgp.log.LogLimit;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session with its socket and timer. On the event loop. */
// A failed write is as good as a lost packet.
@SuppressWarnings("FutureReturnValueIgnored")
final class RunningBfd {
    private static final Logger LOG = LoggerFactory.getLogger(RunningBfd.class);
    private static final long NANOS_PER_MICRO = 1_000;

    /** How often a session that ends says so, and how many milliseconds apart: a packet may be lost, and nobody should wait long. */
    private static final int FAREWELLS = 3;

    private static final long FAREWELL_MILLIS = 20;

    private final BfdPath path;
    private final int discriminator;
    private final BfdListener listener;
    private final EventLoop loop;
    private final Channel sender;
    private final BfdSession session;
    private final Interfaces interfaces;
    private final BfdLog log;
    private final LogLimit brokenLimit = new LogLimit();
    private long timerAt = BfdSession.NEVER;
    private boolean ended;
    private long received;
    private long sent;

    RunningBfd(
            BfdPath path,
            int discriminator,
            BfdParameters parameters,
            BfdListener listener,
            EventLoop loop,
            Channel sender,
            RandomGenerator random,
            Interfaces interfaces) {
        this.path = path;
        this.discriminator = discriminator;
        this.listener = listener;
        this.loop = loop;
        this.sender = sender;
        this.session = new BfdSession(discriminator, parameters, random, now());
        this.interfaces = interfaces;
        this.log = new BfdLog(
                path.neighbour(), command -> loop.schedule(command, LogLimit.INTERVAL_NANOS, TimeUnit.NANOSECONDS));
    }

    int discriminator() {
        return discriminator;
    }

    BfdStatus status() {
        return new BfdStatus(
                path,
                session.state(),
                session.diagnostic(),
                Duration.ofNanos(session.detectionTime() * NANOS_PER_MICRO),
                received,
                sent);
    }

    void received(ControlPacket packet) {
        received++;
        perform(session.received(packet, now()));
    }

    /** Does what is due. */
    void wake() {
        perform(session.tick(now()));
    }

    /**
     * Tells the neighbour that it is an operator's doing (RFC 5880 section 6.8.16; less than the detection time that it speaks of, as
     * whoever ends this is about to go). Done when that is said.
     */
    CompletableFuture<Void> end() {
        ended = true;
        CompletableFuture<Void> done = new CompletableFuture<>();
        perform(session.disable(now()));
        sayAgain(FAREWELLS - 1, done);
        return done;
    }

    private void sayAgain(int times, CompletableFuture<Void> done) {
        if (times == 0) {
            sender.close();
            done.complete(null);
            return;
        }
        loop.schedule(
                () -> {
                    perform(session.repeat(now()));
                    sayAgain(times - 1, done);
                },
                FAREWELL_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void perform(List<BfdAction> actions) {
        for (BfdAction action : actions) {
            switch (action) {
                case BfdAction.Send(ControlPacket packet) -> send(packet);
                case BfdAction.StateChanged change -> tell(change);
            }
        }
        schedule();
    }

    private void send(ControlPacket packet) {
        ByteBuf octets = sender.alloc().directBuffer(ControlPacket.BYTES);
        ByteBuffer view = octets.nioBuffer(0, ControlPacket.BYTES);
        packet.encode(view);
        octets.writerIndex(ControlPacket.BYTES);
        sent++;
        sender.writeAndFlush(new DatagramPacket(octets, neighbour()));
    }

    /** With the zone that a link-local address has now. */
    private InetSocketAddress neighbour() {
        InetAddress address = path.neighbour().toInetAddress();
        int port = path.hops().port();
        if (path.interfaceName().isEmpty()) {
            return new InetSocketAddress(address, port);
        }
        try {
            int index = interfaces.index(path.interfaceName().get());
            return new InetSocketAddress(Inet6Address.getByAddress(null, address.getAddress(), index), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void tell(BfdAction.StateChanged change) {
        log.changed(change);
        try {
            listener.changed(change);
        } catch (RuntimeException broken) {
            if (brokenLimit.passes()) {
                LOG.error(
                        "event=bfd-listener-broken neighbour={} total={}",
                        path.neighbour(),
                        brokenLimit.total(),
                        broken);
            }
        }
    }

    private void schedule() {
        long deadline = session.nextDeadline();
        if (!ended && deadline < timerAt) {
            timerAt = deadline;
            loop.schedule(() -> timer(deadline), Math.max(0, deadline - now()), TimeUnit.MICROSECONDS);
        }
    }

    /** A timer that was overtaken by an earlier one does nothing. */
    private void timer(long armedFor) {
        if (armedFor == timerAt && !ended) {
            timerAt = BfdSession.NEVER;
            wake();
        }
    }

    private static long now() {
        return System.nanoTime() / NANOS_PER_MICRO;
    }
}
