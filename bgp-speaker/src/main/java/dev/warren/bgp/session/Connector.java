package dev.warren.bgp.session;

import dev.warren.net.IpAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens connections to neighbours. */
// A failed write or close ends the channel, and the handler hears of that.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connector {
    /** Where writing stops and resumes, in octets. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    /** DSCP CS6, network control (RFC 4271 appendix E, RFC 4594). */
    static final int NETWORK_CONTROL = 0xc0;

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Bootstrap bootstrap;

    /** Hears how an attempt ended; on the event loop. */
    interface Outcome {
        void connected(Channel channel, Optional<String> failure);
    }

    Connector(EventLoopGroup group) {
        bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.IP_TOS, NETWORK_CONTROL)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // The session adds its handler once the connection is open.
                    }
                });
    }

    /** Begins to connect. The outcome is told later, never from within this call. */
    Channel connect(SessionConfig config, Outcome outcome) {
        InetSocketAddress remote = new InetSocketAddress(config.address().toInetAddress(), config.port());
        InetSocketAddress local = config.localAddress()
                .map(IpAddress::toInetAddress)
                .map(address -> new InetSocketAddress(address, 0))
                .orElse(null);
        ChannelFuture attempt = connect(remote, local);
        attempt.addListener((ChannelFutureListener) done -> done.channel()
                .eventLoop()
                .execute(() -> outcome.connected(
                        done.channel(),
                        Optional.ofNullable(done.cause()).map(cause -> String.valueOf(cause.getMessage())))));
        return attempt.channel();
    }

    private ChannelFuture connect(InetSocketAddress remote, @Nullable InetSocketAddress local) {
        return local == null ? bootstrap.connect(remote) : bootstrap.connect(remote, local);
    }
}
