package dev.warren.bgp.session;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
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
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.IP_TOS, NETWORK_CONTROL)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MILLIS);
    }

    /** Begins to connect. The outcome is told later, never from within this call. */
    Channel connect(SessionConfig config, Outcome outcome) {
        InetSocketAddress remote =
                new InetSocketAddress(Zone.in(config.interfaceName(), config.address()), config.port());
        Securing securing = new Securing(config);
        Bootstrap secured = bootstrap.clone().handler(securing);
        ChannelFuture attempt = config.localAddress()
                .map(local -> secured.connect(remote, new InetSocketAddress(Zone.in(config.interfaceName(), local), 0)))
                .orElseGet(() -> secured.connect(remote));
        attempt.addListener((ChannelFutureListener) done -> done.channel()
                .eventLoop()
                .execute(() -> outcome.connected(
                        done.channel(),
                        securing.failure()
                                .or(() -> Optional.ofNullable(done.cause()))
                                .map(cause -> String.valueOf(cause.getMessage())))));
        return attempt.channel();
    }

    /** Protects a socket before it connects; one that can't be protected is closed. On the event loop. */
    private static final class Securing extends ChannelInitializer<Channel> {
        private final SessionConfig config;
        private @Nullable Throwable failed;

        Securing(SessionConfig config) {
            this.config = config;
        }

        @Override
        protected void initChannel(Channel channel) throws IOException {
            SecuredSockets.secure(channel, config);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failed = cause;
            context.close();
        }

        Optional<Throwable> failure() {
            return Optional.ofNullable(failed);
        }
    }
}
