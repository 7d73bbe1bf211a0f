package dev.warren.bgp.session;

import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * All sessions of a speaker and its listening sockets, on one I/O thread: a neighbour's two connections then never need a lock.
 */
// A failed write or close ends the channel, and the handler hears of that.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Sessions implements AutoCloseable {
    private static final long CLOSE_MILLIS = 2_000;
    private static final long STOP_MILLIS = 2_000;

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("bgp-io", true), EpollIoHandler.newFactory());
    private final Connector connector = new Connector(group);
    private final Map<Place, NeighbourSession> byPlace = new ConcurrentHashMap<>();
    private final List<EpollServerSocketChannel> listeners = new ArrayList<>();
    private final StrangerLog strangers = new StrangerLog();

    private Newcomers newcomers = Newcomers.NONE;
    private List<RangeSecurity> ranges = List.of();

    /** Without neighbours or listening sockets. */
    public Sessions() {}

    /** Lets newcomers in, and says how connections from their ranges are protected. Before {@link #listen}. */
    public void welcome(Newcomers decision, List<RangeSecurity> from) {
        newcomers = decision;
        ranges = List.copyOf(from);
    }

    /** Adds a neighbour in Idle. */
    public NeighbourSession add(SessionConfig config, SessionListener listener) {
        NeighbourSession session = new NeighbourSession(config, listener, group.next(), connector);
        byPlace.put(Zone.place(config), session);
        return session;
    }

    /** Protects connections from a neighbour that was added after {@link #listen}. */
    public void protect() throws IOException {
        for (EpollServerSocketChannel listener : listeners) {
            protect(listener);
        }
    }

    /** Removes a neighbour; its session ends without a word if it has one. */
    public void remove(NeighbourSession session) {
        byPlace.remove(Zone.place(session.config()), session);
        session.suspend("removed");
    }

    /** Removes a neighbour and tells it why. Done when its connections are closed on both sides. */
    public CompletableFuture<Void> remove(NeighbourSession session, Notification farewell) {
        byPlace.remove(Zone.place(session.config()), session);
        return session.stop(farewell, "removed");
    }

    /** Takes connections from now on. What comes between {@link #listen} and this waits. */
    public void accept() {
        listeners.forEach(channel -> channel.config().setAutoRead(true));
    }

    /**
     * Listens on an address; connections wait for {@link #accept()}. Neighbours with keys are to be added before.
     *
     * @throws IOException if it can't, or a key can't be read; the message names address and port, or the file
     */
    public void listen(InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.IP_TOS, Connector.NETWORK_CONTROL)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Connector.WATER_MARK)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "can't listen on " + address.getHostString() + " port " + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        EpollServerSocketChannel listener = (EpollServerSocketChannel) bound.channel();
        listeners.add(listener);
        protect(listener);
    }

    private void protect(EpollServerSocketChannel listener) throws IOException {
        try {
            SecuredSockets.offerFullTtl(listener);
            SecuredSockets.demandSignatures(
                    listener,
                    byPlace.values().stream().map(NeighbourSession::config).toList());
            SecuredSockets.demandSignaturesOf(listener, ranges);
        } catch (ChannelException refused) {
            throw new IOException("can't protect " + listener.localAddress() + ": " + refused.getMessage(), refused);
        }
    }

    private void accept(Channel channel) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        Optional<NeighbourSession> session =
                remote == null ? Optional.empty() : session(Zone.place(remote.getAddress()));
        if (session.isEmpty()) {
            strangers.refused(channel.remoteAddress());
            channel.close();
        } else {
            SecuredSockets.limitTtl(channel, session.get().config());
            session.get().accepted(channel);
        }
    }

    private Optional<NeighbourSession> session(Place place) {
        NeighbourSession known = byPlace.get(place);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<NeighbourSession> newcomer = newcomers.admit(
                place.address(), Optional.of(place.interfaceName()).filter(name -> !name.isEmpty()));
        newcomer.ifPresent(NeighbourSession::startHere);
        return newcomer;
    }

    /** How many connections came from addresses that are no neighbour's. */
    public long strangers() {
        return strangers.count();
    }

    /** Ends all sessions with Cease/Administrative Shutdown (RFC 4486), then sockets and thread. */
    @Override
    public void close() {
        close(Notification.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN));
    }

    /** Ends all sessions with this NOTIFICATION, then sockets and thread. */
    public void close(Notification farewell) {
        close(session -> session.stop(farewell, "shut down"));
    }

    /** Closes all connections without a word, then sockets and thread: neighbours may keep our routes (RFC 4724). */
    public void closeForRestart() {
        close(session -> session.suspend("restart"));
    }

    /** Runs something on the I/O thread after a time; nothing happens once this is closed. */
    public void later(Duration time, Runnable command) {
        group.schedule(command, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void close(Function<NeighbourSession, CompletableFuture<Void>> ending) {
        listeners.forEach(channel -> channel.close().awaitUninterruptibly(CLOSE_MILLIS));
        // An event loop that shuts down may cut its channels off, and may leave them open: they are to be closed
        // before.
        CompletableFuture<?>[] stopped = byPlace.values().stream().map(ending).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(stopped)
                .completeOnTimeout(null, STOP_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
    }
}
