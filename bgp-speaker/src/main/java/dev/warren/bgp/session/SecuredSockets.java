package dev.warren.bgp.session;

import dev.warren.bgp.socket.LinuxOptions;
import dev.warren.net.IpFamily;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a neighbour's {@link TransportSecurity} on sockets of Netty's epoll transport. */
final class SecuredSockets {
    private SecuredSockets() {}

    /**
     * Protects a socket that is about to connect.
     *
     * @throws IOException if the key can't be read
     * @throws RuntimeException if the kernel refuses
     */
    static void secure(Channel channel, SessionConfig config) throws IOException {
        limitTtl(channel, config);
        Optional<Path> file = config.security().md5KeyFile();
        if (file.isPresent()) {
            try (Md5Key key = Md5Key.read(file.get())) {
                ((EpollSocketChannel) channel)
                        .config()
                        .setTcpMd5Sig(Map.of(config.address().toInetAddress(), key.octets()));
            }
        }
    }

    /** Protects an accepted connection, which has its key from the listening socket. */
    static void limitTtl(Channel channel, SessionConfig config) {
        if (config.security().ttlSecurityHops().isPresent()) {
            IpFamily family = config.address().family();
            int hops = config.security().ttlSecurityHops().getAsInt();
            ChannelConfig socket = channel.config();
            socket.setOption(LinuxOptions.ttl(family), LinuxOptions.TTL_OF_THE_LINK);
            socket.setOption(LinuxOptions.leastTtl(family), LinuxOptions.TTL_OF_THE_LINK - hops + 1);
        }
    }

    /** Has a listening socket answer with a TTL of 255, which a neighbour with TTL security demands; an IPv6 one may take IPv4 as well. */
    static void offerFullTtl(EpollServerSocketChannel listener) {
        ChannelConfig socket = listener.config();
        socket.setOption(LinuxOptions.ttl(IpFamily.V4), LinuxOptions.TTL_OF_THE_LINK);
        if (listener.localAddress().getAddress() instanceof Inet6Address) {
            socket.setOption(LinuxOptions.ttl(IpFamily.V6), LinuxOptions.TTL_OF_THE_LINK);
        }
    }

    /**
     * Has a listening socket demand signatures of those ranges that have keys.
     *
     * @throws IOException if a key can't be read
     * @throws RuntimeException if the kernel refuses
     */
    static void demandSignaturesOf(EpollServerSocketChannel listener, Collection<RangeSecurity> ranges)
            throws IOException {
        InetAddress local = listener.localAddress().getAddress();
        boolean v6 = local instanceof Inet6Address;
        for (RangeSecurity range : ranges) {
            Optional<Path> file = range.security().md5KeyFile();
            boolean reachable =
                    (v6 && local.isAnyLocalAddress()) || v6 == (range.prefix().family() == IpFamily.V6);
            if (file.isPresent() && reachable) {
                try (Md5Key key = Md5Key.read(file.get())) {
                    Md5Signature.demand(listener.config(), range.prefix(), v6, key);
                }
            }
        }
    }

    /**
     * Has a listening socket demand signatures of those neighbours that have keys, and of no others.
     *
     * @throws IOException if a key can't be read
     * @throws RuntimeException if the kernel refuses
     */
    static void demandSignatures(EpollServerSocketChannel listener, Collection<SessionConfig> neighbours)
            throws IOException {
        InetAddress local = listener.localAddress().getAddress();
        Map<InetAddress, byte[]> keys = new HashMap<>();
        List<Md5Key> read = new ArrayList<>();
        try {
            for (SessionConfig neighbour : neighbours) {
                InetAddress address = neighbour.address().toInetAddress();
                Optional<Path> file = neighbour.security().md5KeyFile();
                if (file.isPresent() && (local.isAnyLocalAddress() || local.getClass() == address.getClass())) {
                    Md5Key key = Md5Key.read(file.get());
                    read.add(key);
                    keys.put(address, key.octets());
                }
            }
            listener.config().setTcpMd5Sig(keys);
        } finally {
            read.forEach(Md5Key::close);
        }
    }
}
