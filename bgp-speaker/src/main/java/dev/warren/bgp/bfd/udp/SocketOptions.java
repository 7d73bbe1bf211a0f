package dev.warren.bgp.bfd.udp;

import dev.warren.net.IpFamily;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;

/** Options of Linux sockets that Netty has no names for; numbers as in {@code in.h}, {@code in6.h} and {@code socket.h}. */
final class SocketOptions {
    /** The TTL, or hop limit, that only a packet from the same link can have. */
    static final int TTL_OF_THE_LINK = 255;

    private static final int SOL_SOCKET = 1;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_IPV6 = 41;

    static final ChannelOption<Integer> IPV6_V6ONLY = new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, 26);
    static final RawUnixChannelOption ATTACH_FILTER =
            new RawUnixChannelOption("SO_ATTACH_FILTER", SOL_SOCKET, 26, TtlFilter.PROGRAM_BYTES);

    private static final ChannelOption<Integer> IP_TTL = new IntegerUnixChannelOption("IP_TTL", IPPROTO_IP, 2);
    private static final ChannelOption<Integer> IPV6_UNICAST_HOPS =
            new IntegerUnixChannelOption("IPV6_UNICAST_HOPS", IPPROTO_IPV6, 16);

    private SocketOptions() {}

    static ChannelOption<Integer> ttl(IpFamily family) {
        return family == IpFamily.V4 ? IP_TTL : IPV6_UNICAST_HOPS;
    }
}
