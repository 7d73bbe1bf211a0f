package dev.warren.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        // RFC 5952 sections 1 to 4, and RFC 4291 section 2.2
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8::1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:0:1::1, 2001:db8::1:0:0:1",
        "2001:DB8:0:0:1::1, 2001:db8::1:0:0:1",
        "2001:db8::0:1, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:aaaa:bbbb:cccc:dddd:eeee:AAAA, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "1::8:0, 1::8:0",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "::13.1.68.3, ::d01:4403",
        "0:0:0:0:0:FFFF:129.144.52.38, ::ffff:129.144.52.38",
        "::ffff:8190:3426, ::ffff:129.144.52.38",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "fe80::1, fe80::1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "192.0.2.1, 192.0.2.1",
    })
    void textIsReadAndWrittenInItsCanonicalForm(String text, String canonical) {
        IpAddress address = IpAddress.parse(text);
        assertEquals(canonical, address.toString());
        assertEquals(address, IpAddress.parse(canonical));
        assertEquals(address, IpAddress.of(address.toBytes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4.",
                ".1.2.3.4",
                "1..2.3",
                "256.0.0.1",
                "01.2.3.4",
                "1.2.3.00",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.0x4",
                "0x7f000001",
                "2130706433",
                "1.2.3.\u0664",
                "localhost",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1::2::3",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "::12345",
                "::00001",
                "::g",
                "::-1",
                "::+1",
                "::\uff11",
                "::1%eth0",
                "fe80::1%1",
                "[::1]",
                "::1/128",
                "::1 ",
                "::ffff:1.2.3",
                "::ffff:1.2.3.256",
                "::ffff:01.2.3.4",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::\u0000",
                "2001:db8::1\n"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(text));
    }

    @Test
    void randomAddressesSurviveTextAndBytes() {
        long seed = System.nanoTime();
        System.out.println("IpAddressTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            IpAddress address = RandomNet.address(random);
            assertEquals(address, IpAddress.parse(address.toString()), () -> "seed " + seed);
            assertEquals(address, IpAddress.of(address.toBytes()), () -> "seed " + seed);
            assertEquals(address.toString(), address.toString().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void randomMasksBitsAndOrderAreThoseOfBigIntegers() {
        long seed = System.nanoTime();
        System.out.println("IpAddressTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            IpAddress address = RandomNet.address(random);
            int bits = address.family().bits();
            BigInteger value = new BigInteger(1, address.toBytes());
            int length = random.nextInt(bits + 1);
            BigInteger masked = value.shiftRight(bits - length).shiftLeft(bits - length);
            assertEquals(masked, new BigInteger(1, address.mask(length).toBytes()), () -> "seed " + seed);
            int index = random.nextInt(bits);
            assertEquals(value.testBit(bits - 1 - index) ? 1 : 0, address.bit(index), () -> "seed " + seed);
            IpAddress other = RandomNet.address(random);
            if (other.family() == address.family()) {
                int order = value.compareTo(new BigInteger(1, other.toBytes()));
                assertEquals(Integer.signum(order), Integer.signum(address.compareTo(other)), () -> "seed " + seed);
            } else {
                assertEquals(address.family() == IpFamily.V4, address.compareTo(other) < 0);
            }
        }
    }

    @Test
    void maskOutsideOfTheFamilyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> IpAddress.ANY_V4.mask(33));
        assertThrows(IllegalArgumentException.class, () -> IpAddress.ANY_V6.mask(129));
        assertThrows(IllegalArgumentException.class, () -> IpAddress.ANY_V6.mask(-1));
        assertThrows(IllegalArgumentException.class, () -> new IpAddress(IpFamily.V4, 0, 1L << 32));
        assertThrows(IllegalArgumentException.class, () -> new IpAddress(IpFamily.V4, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> IpAddress.of(new byte[5]));
    }

    @Test
    void mappedAddressStaysIpv6() {
        IpAddress mapped = IpAddress.parse("::ffff:192.0.2.1");
        assertEquals(IpFamily.V6, mapped.family());
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1}, mapped.toBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.0.1, linkLocal",
        "fe80::1, linkLocal",
        "febf::1, linkLocal",
        "169.253.255.255, plain",
        "fec0::1, plain",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "ff02::1, multicast",
        "223.255.255.255, plain",
        "240.0.0.1, plain",
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "::1, loopback",
        "::2, plain",
        "128.0.0.1, plain",
        "0.0.0.0, unspecified",
        "::, unspecified",
    })
    void specialAddressesAreKnown(String text, String what) {
        IpAddress address = IpAddress.parse(text);
        assertEquals(what.equals("linkLocal"), address.isLinkLocal());
        assertEquals(what.equals("multicast"), address.isMulticast());
        assertEquals(what.equals("loopback"), address.isLoopback());
        assertEquals(what.equals("unspecified"), address.isUnspecified());
    }

    @Test
    void jdkAddressesConvertBothWays() {
        IpAddress v6 = IpAddress.parse("2001:db8::1");
        assertEquals(v6, IpAddress.of(v6.toInetAddress()));
        IpAddress v4 = IpAddress.parse("192.0.2.1");
        assertEquals(v4, IpAddress.of(v4.toInetAddress()));
        assertTrue(v4.compareTo(v6) < 0);
    }
}
