package dev.warren.bgp.bfd.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.socket.LinuxOptions;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kernel lets through to a socket with the filter, on loopback. */
class TtlFilterTest {
    private static final byte LAST = 99;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<Byte> received = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static InetSocketAddress loopback(IpFamily family, int port) {
        return new InetSocketAddress(
                IpAddress.parse(family == IpFamily.V4 ? "127.0.0.1" : "::1").toInetAddress(), port);
    }

    private Bootstrap socket(IpFamily family) {
        SocketProtocolFamily its = family == IpFamily.V4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        return new Bootstrap()
                .group(group)
                .channelFactory(() -> new EpollDatagramChannel(its))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        received.add(packet.content().readByte());
                    }
                });
    }

    private static Channel bound(Bootstrap socket, IpFamily family) {
        return socket.bind(loopback(family, 0)).syncUninterruptibly().channel();
    }

    /** Packets of one sender to one socket arrive in order, so the last one says that all before it have had their chance. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void onlyWhatCrossedNoRouterPasses(IpFamily family) throws InterruptedException {
        Channel filtered;
        try (TtlFilter filter = new TtlFilter(family)) {
            filtered = bound(
                    socket(family).option(LinuxOptions.attachFilter(TtlFilter.PROGRAM_BYTES), filter.program()),
                    family);
        }
        InetSocketAddress to = (InetSocketAddress) filtered.localAddress();
        int[] ttls = {1, 64, 254, 255, 128, LinuxOptions.TTL_OF_THE_LINK};
        for (int index = 0; index < ttls.length; index++) {
            Channel sender = bound(socket(family).option(LinuxOptions.ttl(family), ttls[index]), family);
            byte mark = index == ttls.length - 1 ? LAST : (byte) index;
            sender.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(new byte[] {mark}), to))
                    .syncUninterruptibly();
            sender.close().syncUninterruptibly();
        }
        List<Byte> all = new ArrayList<>();
        do {
            Byte next = received.poll(10, TimeUnit.SECONDS);
            assertEquals(true, next != null, () -> "nothing more after " + all);
            all.add(next);
        } while (all.getLast() != LAST);
        assertEquals(List.of((byte) 3, LAST), all);
    }
}
