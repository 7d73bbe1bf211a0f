package dev.warren.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The bytes are those of little-endian machines; the codec follows the order of its buffers. */
class CodecTest {
    private static final int TABLE = 51820;

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static <T> String message(int type, int flags, BiConsumer<MessageWriter, T> encoder, T value) {
        ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        MessageWriter writer = new MessageWriter(buffer);
        writer.begin(type, flags, 1);
        encoder.accept(writer, value);
        writer.end();
        return HexFormat.of().formatHex(buffer.array(), 0, buffer.position());
    }

    private static void assertRoute(String hex, Route route) throws NetlinkException {
        String expected = hex.replace(" ", "");
        assertEquals(
                expected,
                message(
                        Rtnetlink.RTM_NEWROUTE,
                        Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_REPLACE,
                        RouteCodec::encode,
                        route));
        NetlinkMessage message = NetlinkMessage.split(bytes(expected)).getFirst();
        assertEquals(Rtnetlink.RTM_NEWROUTE, message.type());
        assertEquals(1, message.sequence());
        assertEquals(Optional.of(route), RouteCodec.decode(message.payload()));
    }

    @Test
    void routeOntoALink() throws NetlinkException {
        assertRoute(
                "3c000000 1800 0105 01000000 00000000 02180000 00b6fd01 00000000"
                        + "08000100 0a501000 08000f00 6cca0000 08000600 00040000 08000400 07000000",
                Route.onto(Prefix.parse("10.80.16.0/24"), TABLE, 182, 1024, 7));
    }

    @Test
    void routeViaAGatewayOnlink() throws NetlinkException {
        assertRoute(
                "5c000000 1800 0105 01000000 00000000 0a300000 00b60001 04000000"
                        + "14000100 20010db80a00 00000000000000000000 08000f00 6cca0000 08000600 00040000"
                        + "08000400 03000000 14000500 20010db8019200000000000000000002",
                Route.via(Prefix.parse("2001:db8:a00::/48"), TABLE, 182, 1024, 3, IpAddress.parse("2001:db8:192::2")));
    }

    @Test
    void ipv4RouteViaAnIpv6Gateway() throws NetlinkException {
        assertRoute(
                "54000000 1800 0105 01000000 00000000 02180000 00b60001 04000000"
                        + "08000100 ac140000 08000f00 6cca0000 08000600 00040000"
                        + "08000400 03000000 16001200 0a00 20010db8019200000000000000000002 0000",
                Route.via(Prefix.parse("172.20.0.0/24"), TABLE, 182, 1024, 3, IpAddress.parse("2001:db8:192::2")));
    }

    @Test
    void unreachableOfLastResortInASmallTable() throws NetlinkException {
        assertRoute(
                "34000000 1800 0105 01000000 00000000 02000000 64b60007 00000000"
                        + "08000100 00000000 08000f00 64000000 08000600 feffffff",
                Route.unreachable(Prefix.DEFAULT_V4, 100, 182, 4294967294L));
    }

    @Test
    void rulesInBothDirections() throws NetlinkException {
        Rule rule = Rule.lookup(IpFamily.V4, 5182, Rule.TABLE_MAIN, 182)
                .withMark(51820)
                .withInInterface("eth2")
                .withFrom(Prefix.parse("10.80.0.1/32"))
                .withTo(Prefix.parse("10.81.0.0/16"));
        String hex = ("60000000 2000 0106 01000000 00000000 02102000 fe000001 00000000"
                        + "08000600 3e140000 08000f00 fe000000 08000100 0a510000 08000200 0a500001"
                        + "09000300 6574683200 000000 08000a00 6cca0000 08001000 ffffffff 05001500 b6000000")
                .replace(" ", "");
        assertEquals(
                hex,
                message(Rtnetlink.RTM_NEWRULE, Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_EXCL, RuleCodec::encode, rule));
        assertEquals(
                Optional.of(rule),
                RuleCodec.decode(NetlinkMessage.split(bytes(hex)).getFirst().payload()));
    }

    @Test
    void addressesInBothDirections() throws NetlinkException {
        InterfaceAddress v6 = InterfaceAddress.host(5, IpAddress.parse("fd80:80::1"));
        String hex = ("48000000 1400 0106 01000000 00000000 0a800000 05000000"
                        + "14000200 fd800080000000000000000000000001 14000100 fd800080000000000000000000000001"
                        + "08000800 02000000")
                .replace(" ", "");
        assertEquals(
                hex,
                message(
                        Rtnetlink.RTM_NEWADDR,
                        Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_EXCL,
                        AddressCodec::encode,
                        v6));
        assertEquals(
                Optional.of(v6),
                AddressCodec.decode(NetlinkMessage.split(bytes(hex)).getFirst().payload()));
        assertEquals(
                Optional.of(new InterfaceAddress(3, IpAddress.parse("192.0.2.1"), 30)),
                AddressCodec.decode(bytes("021e8000 03000000 08000100 c0000201 08000200 c0000201")));
    }

    @Test
    void aPointToPointAddressIsTheLocalOne() throws NetlinkException {
        assertEquals(
                Optional.of(new InterfaceAddress(3, IpAddress.parse("192.0.2.1"), 32)),
                AddressCodec.decode(bytes("02208000 03000000 08000100 c0000202 08000200 c0000201")));
    }

    @Test
    void aTunLink() throws NetlinkException {
        assertEquals(
                new Link(9, "warren0", true, true, 1420, "tun", "a b"),
                LinkCodec.decode(bytes("0000feff 09000000 d1100100 00000000"
                        + "0c000300 77617272656e3000 08000400 8c050000 0c001200 08000100 74756e00"
                        + "08001400 61206200")));
    }

    @Test
    void anAcknowledgementWithoutItsNumberIsNoSuccess() throws NetlinkException {
        NetlinkMessage cut = NetlinkMessage.split(bytes("12000000 0200 0000 07000000 00000000 0000"))
                .getFirst();
        assertEquals(
                Errno.EPROTO,
                assertThrows(NetlinkException.class, () -> Acknowledgement.decode(cut))
                        .errno());
        NetlinkMessage done = NetlinkMessage.split(bytes("10000000 0300 0200 07000000 00000000"))
                .getFirst();
        assertEquals(new Acknowledgement(0, ""), Acknowledgement.decode(done));
    }

    @Test
    void acknowledgementsCarryTheKernelsWords() throws NetlinkException {
        String text = HexFormat.of().formatHex("Nope\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String capped = "30000000 0200 0003 07000000 00000000 eaffffff 14000000 1800 0500 07000000 00000000"
                + "09000100" + text + "000000";
        NetlinkMessage message = NetlinkMessage.split(bytes(capped)).getFirst();
        assertEquals(new Acknowledgement(Errno.EINVAL, "Nope"), Acknowledgement.decode(message));
        String done = "20000000 0300 0002 07000000 00000000 feffffff 09000100" + text + "000000";
        assertEquals(
                new Acknowledgement(Errno.ENOENT, "Nope"),
                Acknowledgement.decode(NetlinkMessage.split(bytes(done)).getFirst()));
    }

    @Test
    void wrongLengthsAreErrorsOfTheProtocol() {
        for (String hex : List.of(
                "0f000000 1800 0000 00000000 00000000", // shorter than a header
                "11000000 1800 0000 00000000 00000000", // longer than the datagram
                "ffffffff 1800 0000 00000000 00000000")) {
            assertEquals(
                    Errno.EPROTO,
                    assertThrows(NetlinkException.class, () -> NetlinkMessage.split(bytes(hex)))
                            .errno());
        }
        for (String hex : List.of(
                "0218", // no fixed part
                "02180000 00b6fd01 00000000 03000100", // attribute shorter than its header
                "02180000 00b6fd01 00000000 08000100", // attribute cut short
                "02210000 00b6fd01 00000000 08000100 0a501000", // 33 bits
                "02180000 00b6fd01 00000000 06000100 0a500000")) { // an address of two bytes
            assertEquals(
                    Errno.EPROTO,
                    assertThrows(NetlinkException.class, () -> RouteCodec.decode(bytes(hex)))
                            .errno());
        }
    }

    @Test
    void randomBytesNeverEscapeAsAnythingElse() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] content = new byte[random.nextInt(96)];
            random.nextBytes(content);
            if (content.length > 16) {
                content[0] = (byte) random.nextInt(content.length + 4);
                content[1] = content[2] = content[3] = 0;
                content[4] = (byte) (16 + random.nextInt(20));
                content[5] = 0;
                content[16] = (byte) (random.nextBoolean() ? 2 : 10);
            }
            ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            try {
                List<NetlinkMessage> messages = NetlinkMessage.split(buffer);
                for (NetlinkMessage message : messages) {
                    Acknowledgement.decode(message);
                }
                MonitorCodec.decode(messages);
            } catch (NetlinkException refused) {
                assertEquals(Errno.EPROTO, refused.errno());
            }
        }
    }

    @Test
    void randomRoutesSurviveTheWay() throws NetlinkException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Route route = randomRoute(random);
            String hex = message(Rtnetlink.RTM_NEWROUTE, 0, RouteCodec::encode, route);
            assertEquals(
                    Optional.of(route),
                    RouteCodec.decode(
                            NetlinkMessage.split(bytes(hex)).getFirst().payload()));
        }
    }

    private static Route randomRoute(Random random) {
        boolean v4 = random.nextBoolean();
        IpAddress address =
                v4 ? IpAddress.ofV4(random.nextInt()) : IpAddress.ofV6(random.nextLong(), random.nextLong());
        Prefix prefix = Prefix.around(address, random.nextInt(address.family().bits() + 1));
        int table = random.nextInt();
        int protocol = random.nextInt(256);
        long metric = random.nextInt() & 0xffff_ffffL;
        return switch (random.nextInt(3)) {
            case 0 -> Route.unreachable(prefix, table, protocol, metric);
            case 1 -> Route.onto(prefix, table, protocol, metric, 1 + random.nextInt(100));
            default ->
                Route.via(
                        prefix,
                        table,
                        protocol,
                        metric,
                        1 + random.nextInt(100),
                        v4 && random.nextBoolean()
                                ? IpAddress.ofV4(random.nextInt())
                                : IpAddress.ofV6(random.nextLong(), 1));
        };
    }
}
