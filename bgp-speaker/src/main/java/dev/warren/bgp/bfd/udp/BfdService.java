package dev.warren.bgp.bfd.udp;

import dev.warren.bgp.bfd.BfdParameters;
import dev.warren.bgp.bfd.ControlPacket;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All BFD sessions of a process, on one thread of their own. Methods may be called from any thread but that one. */
// A failed write is as good as a lost packet.
@SuppressWarnings("FutureReturnValueIgnored")
public final class BfdService implements AutoCloseable {
    private static final long CLOSE_MILLIS = 2_000;

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("bfd", true), EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final BfdSockets sockets = new BfdSockets(group);
    private final SplittableRandom random = new SplittableRandom();
    private final Map<Port, Channel> receivers = new HashMap<>();
    private final AtomicLong strangers = new AtomicLong();

    /** On the thread of the sessions. */
    private final Map<Key, RunningBfd> byAddress = new HashMap<>();

    private record Port(IpFamily family, BfdPath.Hops hops) {}

    private final Interfaces interfaces = new Interfaces();

    private record Key(IpAddress neighbour, String interfaceName, BfdPath.Hops hops) {
        static Key of(BfdPath path) {
            return new Key(path.neighbour(), path.interfaceName().orElse(""), path.hops());
        }
    }

    /** Without sessions and sockets. */
    public BfdService() {}

    /**
     * Adds a session and lets it begin.
     *
     * @throws IOException if a socket can't be opened; the message says which
     * @throws IllegalArgumentException if the neighbour has a session of this kind already
     */
    public synchronized void add(BfdPath path, BfdParameters parameters, BfdListener listener) throws IOException {
        Port port = new Port(path.neighbour().family(), path.hops());
        if (!receivers.containsKey(port)) {
            receivers.put(port, sockets.receiver(port.family(), port.hops(), receiver(port.hops())));
        }
        Channel sender = sockets.sender(path);
        boolean added = on(() -> {
            if (byAddress.containsKey(Key.of(path))) {
                return false;
            }
            RunningBfd session =
                    new RunningBfd(path, unused(), parameters, listener, loop, sender, random.split(), interfaces);
            byAddress.put(Key.of(path), session);
            session.wake();
            return true;
        });
        if (!added) {
            sender.close();
            throw new IllegalArgumentException(path.neighbour() + " has a BFD session already");
        }
    }

    /** Ends a session: tells the neighbour that it is an operator's doing. Nothing if there is none. */
    public synchronized void remove(BfdPath path) {
        on(() -> {
            RunningBfd session = byAddress.remove(Key.of(path));
            if (session != null) {
                session.end();
            }
            return session;
        });
    }

    /** How all sessions are, in no order. */
    public List<BfdStatus> status() {
        return on(() -> byAddress.values().stream().map(RunningBfd::status).toList());
    }

    /** Packets that were no BFD, or of no session. */
    public long strangers() {
        return strangers.get();
    }

    private int unused() {
        int number = random.nextInt();
        boolean taken =
                number == 0 || byAddress.values().stream().anyMatch(session -> session.discriminator() == number);
        return taken ? unused() : number;
    }

    private <T> T on(Callable<T> question) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return question.call();
                            } catch (Exception impossible) {
                                throw new IllegalStateException(impossible);
                            }
                        },
                        loop)
                .join();
    }

    private ChannelHandler receiver(BfdPath.Hops hops) {
        return new SimpleChannelInboundHandler<DatagramPacket>() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
                received(hops, datagram);
            }
        };
    }

    private void received(BfdPath.Hops hops, DatagramPacket datagram) {
        ControlPacket packet =
                ControlPacket.decode(datagram.content().nioBuffer()).orElse(null);
        RunningBfd session = packet == null ? null : session(packet, source(datagram, hops));
        if (packet == null || session == null) {
            strangers.incrementAndGet();
        } else {
            session.received(packet);
        }
    }

    /** By the discriminator, and by the address as well: one that guesses the number must still be on the way. */
    private @Nullable RunningBfd session(ControlPacket packet, Key key) {
        RunningBfd session = byAddress.get(key);
        boolean fits = session != null
                && (packet.yourDiscriminator() == 0 || packet.yourDiscriminator() == session.discriminator());
        return fits ? session : null;
    }

    private Key source(DatagramPacket datagram, BfdPath.Hops hops) {
        InetAddress sender = datagram.sender().getAddress();
        boolean zoned = sender instanceof Inet6Address && sender.isLinkLocalAddress();
        String name = zoned ? interfaces.name(((Inet6Address) sender).getScopeId()) : "";
        return new Key(IpAddress.of(sender), name, hops);
    }

    /** Ends all sessions, then sockets and thread. */
    @Override
    public synchronized void close() {
        CompletableFuture<?>[] farewells = on(() -> {
            CompletableFuture<?>[] ending =
                    byAddress.values().stream().map(RunningBfd::end).toArray(CompletableFuture[]::new);
            byAddress.clear();
            return ending;
        });
        CompletableFuture.allOf(farewells)
                .completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        // An event loop that ends at once may leave its channels open.
        receivers.values().forEach(receiver -> receiver.close().awaitUninterruptibly(CLOSE_MILLIS));
        receivers.clear();
        group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
    }
}
