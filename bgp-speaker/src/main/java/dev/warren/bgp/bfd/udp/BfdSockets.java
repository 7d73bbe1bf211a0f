package dev.warren.bgp.bfd.udp;

import dev.warren.bgp.socket.LinuxOptions;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Opens sockets. */
final class BfdSockets {
    /** DSCP CS6, network control: a full queue must not look like a dead neighbour. */
    private static final int NETWORK_CONTROL = 0xc0;

    /** Source ports of RFC 5881 section 4. */
    private static final int FIRST_SOURCE_PORT = 49_152;

    private static final int SOURCE_PORTS = 65_536 - FIRST_SOURCE_PORT;
    private static final int TRIES = 64;
    private static final long OPEN_MILLIS = 5_000;

    private final EventLoopGroup group;

    BfdSockets(EventLoopGroup group) {
        this.group = group;
    }

    /**
     * Receives what comes to a port of a family, with a TTL of 255 only where the neighbour is on the link.
     *
     * @throws IOException if it can't; the message names the port
     */
    Channel receiver(IpFamily family, BfdPath.Hops hops, ChannelHandler handler) throws IOException {
        Bootstrap bootstrap = bootstrap(family, handler);
        InetSocketAddress address = new InetSocketAddress(IpAddress.any(family).toInetAddress(), hops.port());
        if (hops == BfdPath.Hops.MULTIPLE) {
            return open(bootstrap, address);
        }
        try (TtlFilter filter = new TtlFilter(family)) {
            return open(
                    bootstrap.option(LinuxOptions.attachFilter(TtlFilter.PROGRAM_BYTES), filter.program()), address);
        }
    }

    /** A socket to send from, with a source port of its own. */
    Channel sender(BfdPath path) throws IOException {
        IpFamily family = path.neighbour().family();
        InetAddress local = local(path);
        Bootstrap bootstrap = bootstrap(family, new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // Answers come to the well-known port.
                    }
                })
                .option(ChannelOption.IP_TOS, NETWORK_CONTROL)
                .option(ChannelOption.AUTO_READ, false)
                .option(LinuxOptions.ttl(family), LinuxOptions.TTL_OF_THE_LINK);
        Optional<IOException> refusal = Optional.empty();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = FIRST_SOURCE_PORT + ThreadLocalRandom.current().nextInt(SOURCE_PORTS);
            try {
                return open(bootstrap, new InetSocketAddress(local, port));
            } catch (IOException taken) {
                refusal = Optional.of(taken);
            }
        }
        throw refusal.orElseThrow();
    }

    /**
     * The address to send from. A link-local one is bound to its interface as it is now; if that isn't there yet, the kernel takes
     * any of its addresses later.
     */
    private static InetAddress local(BfdPath path) throws IOException {
        InetAddress any = IpAddress.any(path.neighbour().family()).toInetAddress();
        if (path.local().isEmpty()) {
            return any;
        }
        InetAddress local = path.local().get().toInetAddress();
        if (path.interfaceName().isEmpty() || !local.isLinkLocalAddress()) {
            return local;
        }
        NetworkInterface zone = NetworkInterface.getByName(path.interfaceName().get());
        return zone == null ? any : Inet6Address.getByAddress(null, local.getAddress(), zone.getIndex());
    }

    private Bootstrap bootstrap(IpFamily family, ChannelHandler handler) {
        boolean v4 = family == IpFamily.V4;
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channelFactory(
                        () -> new EpollDatagramChannel(v4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6))
                .handler(handler);
        return v4 ? bootstrap : bootstrap.option(LinuxOptions.IPV6_V6ONLY, 1);
    }

    private static Channel open(Bootstrap bootstrap, InetSocketAddress address) throws IOException {
        ChannelFuture bound = bootstrap.bind(address);
        if (!bound.awaitUninterruptibly(OPEN_MILLIS) || !bound.isSuccess()) {
            var _ = bound.channel().close(); // it may still be bound later
            throw new IOException(
                    "can't open UDP port " + address.getPort() + " on " + address.getHostString() + " for BFD: "
                            + (bound.cause() == null
                                    ? "no answer"
                                    : bound.cause().getMessage()),
                    bound.cause());
        }
        return bound.channel();
    }
}
