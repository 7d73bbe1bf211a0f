package dev.warren.bgp.socket;

import dev.warren.net.IpFamily;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;

/** Options that Netty has no names for; numbers as in {@code in.h}, {@code in6.h} and {@code socket.h}. For its epoll transport. */
public final class LinuxOptions {
    /** The TTL, or hop limit, that only a packet from the same link can have (RFC 5082). */
    public static final int TTL_OF_THE_LINK = 255;

    private static final int SOL_SOCKET = 1;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_IPV6 = 41;

    /** 1: an IPv6 socket takes no IPv4. */
    public static final ChannelOption<Integer> IPV6_V6ONLY =
            new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, 26);

    private static final ChannelOption<Integer> IP_TTL = new IntegerUnixChannelOption("IP_TTL", IPPROTO_IP, 2);
    private static final ChannelOption<Integer> IPV6_UNICAST_HOPS =
            new IntegerUnixChannelOption("IPV6_UNICAST_HOPS", IPPROTO_IPV6, 16);
    private static final ChannelOption<Integer> IP_MINTTL = new IntegerUnixChannelOption("IP_MINTTL", IPPROTO_IP, 21);
    private static final ChannelOption<Integer> IPV6_MINHOPCOUNT =
            new IntegerUnixChannelOption("IPV6_MINHOPCOUNT", IPPROTO_IPV6, 73);

    private LinuxOptions() {}

    /** The TTL or hop limit of what is sent, 1 to 255. */
    public static ChannelOption<Integer> ttl(IpFamily family) {
        return family == IpFamily.V4 ? IP_TTL : IPV6_UNICAST_HOPS;
    }

    /** The least TTL or hop limit with which TCP takes a segment, 1 to 255; others are dropped by the kernel. */
    public static ChannelOption<Integer> leastTtl(IpFamily family) {
        return family == IpFamily.V4 ? IP_MINTTL : IPV6_MINHOPCOUNT;
    }

    /** The key of TCP MD5 signatures for a range of addresses ({@code struct tcp_md5sig} of this many octets). */
    public static RawUnixChannelOption md5Signature(int octets) {
        return new RawUnixChannelOption("TCP_MD5SIG_EXT", IPPROTO_TCP, 32, octets);
    }

    /** A classic BPF program ({@code struct sock_fprog} of this many octets). */
    public static RawUnixChannelOption attachFilter(int octets) {
        return new RawUnixChannelOption("SO_ATTACH_FILTER", SOL_SOCKET, 26, octets);
    }
}
