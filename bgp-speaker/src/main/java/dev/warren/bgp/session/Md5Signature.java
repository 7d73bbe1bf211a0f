package dev.warren.bgp.session;

import dev.warren.bgp.socket.LinuxOptions;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import io.netty.channel.ChannelConfig;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code struct tcp_md5sig} of Linux for a range of addresses ({@code TCP_MD5SIG_EXT}, since 4.13), outside the heap and wiped.
 *
 * <pre>
 * +-------------------------+-------+---------------+------------+-----------+------+
 * | struct sockaddr_storage | flags | prefix length | key length | interface | key  |
 * | 128                     | 1     | 1             | 2          | 4         | 80   |
 * +-------------------------+-------+---------------+------------+-----------+------+
 * </pre>
 */
final class Md5Signature {
    private static final int OCTETS = 216;
    private static final int FLAGS_AT = 128;
    private static final int PREFIX_LENGTH_AT = 129;
    private static final int KEY_LENGTH_AT = 130;
    private static final int KEY_AT = 136;
    private static final byte WITH_PREFIX = 1;
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    private static final int ADDRESS_AT_V4 = 4;
    private static final int ADDRESS_AT_V6 = 8;

    private Md5Signature() {}

    /**
     * Has a listening socket demand signatures of a range.
     *
     * @param asV6 the socket is an IPv6 one: IPv4 addresses are mapped ones to it
     * @throws RuntimeException if the kernel refuses
     */
    static void demand(ChannelConfig listener, Prefix range, boolean asV6, Md5Key key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(OCTETS, Long.BYTES);
            ByteBuffer struct = memory.asByteBuffer().order(ByteOrder.nativeOrder());
            IpAddress address = range.address();
            boolean mapped = asV6 && address.family() == IpFamily.V4;
            struct.putShort(0, asV6 ? AF_INET6 : AF_INET);
            int at = asV6 ? ADDRESS_AT_V6 : ADDRESS_AT_V4;
            if (mapped) {
                struct.putShort(at + 10, (short) -1);
                at += 12;
            }
            struct.put(at, address.toBytes());
            struct.put(FLAGS_AT, WITH_PREFIX);
            // Of a mapped address the kernel wants the length that the IPv4 one has.
            struct.put(PREFIX_LENGTH_AT, (byte) range.length());
            struct.putShort(KEY_LENGTH_AT, (short) key.octets().length);
            struct.put(KEY_AT, key.octets());
            try {
                listener.setOption(LinuxOptions.md5Signature(OCTETS), struct);
            } finally {
                memory.fill((byte) 0);
            }
        }
    }
}
