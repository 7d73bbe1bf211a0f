package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** UPDATEs that withdraw and are malformed: RFC 7606 section 5.2 ends the session only where announcements may have got lost. */
class MalformedWithdrawalTest {
    private static final CodecContext CODEC = new CodecContext(true, true);

    private final RibFixture fixture = new RibFixture();

    private static Prefix prefix(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
    }

    /** MP_UNREACH_NLRI with these flags. */
    private static String unreach(IpFamily family, String flags) {
        return flags + (family == IpFamily.V4 ? "0f06" + "000101" + "100a01" : "0f0a" + "000201" + "3020010db8000a");
    }

    private static byte[] message(String withdrawn, String attributes) {
        String body = "%04x".formatted(withdrawn.length() / 2)
                + withdrawn
                + "%04x".formatted(attributes.length() / 2)
                + attributes;
        return HexFormat.of().parseHex("f".repeat(32) + "%04x02".formatted(19 + body.length() / 2) + body);
    }

    private RibPeer feeder(IpFamily family) {
        RibPeer feeder = fixture.peer("feeder", 65001, "10.0.0.2");
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(65001)))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8:9::9"))
                .build();
        Announcements.receive(fixture.rib, feeder, prefix(family), attributes);
        assertTrue(fixture.rib.best(prefix(family)).isPresent());
        return feeder;
    }

    /** Flags that fit, those of a well-known attribute, transitive, and partial; alone and beside IPv4 withdrawals. */
    @ParameterizedTest
    @CsvSource({
        "V4, 80, ''", "V4, c0, ''", "V4, 40, ''", "V4, e0, ''", "V4, c0, 100a63",
        "V6, 80, ''", "V6, c0, ''", "V6, 40, ''", "V6, e0, ''", "V6, c0, 100a63"
    })
    void whatIsWithdrawnAloneIsWithdrawnWhateverItsFlags(IpFamily family, String flags, String withdrawn) {
        RibPeer feeder = feeder(family);
        byte[] message = message(withdrawn, unreach(family, flags));
        Decoded.Good good =
                assertInstanceOf(Decoded.Good.class, MessageDecoder.decode(ByteBuffer.wrap(message), CODEC));
        assertEquals(
                flags.equals("80") ? 0 : 1,
                assertInstanceOf(Update.class, good.message()).errors().size());
        Announcements.take(fixture.rib, feeder, message, CODEC);
        assertEquals(Optional.empty(), fixture.rib.best(prefix(family)));
    }

    /** Another malformed attribute, another good one, and a list that ends early: with good flags of MP_UNREACH_NLRI and with others. */
    @ParameterizedTest
    @CsvSource({
        "V4, 80, 40010107", "V4, c0, 400200", "V4, c0, 80", "V4, 80, 800f09",
        "V6, 80, 40010107", "V6, c0, 400200", "V6, c0, 80", "V6, 80, 800f09"
    })
    void whatMayHaveBeenAnnouncedEndsTheSession(IpFamily family, String flags, String more) {
        byte[] message = message("", unreach(family, flags) + more);
        Decoded.Bad bad = assertInstanceOf(Decoded.Bad.class, MessageDecoder.decode(ByteBuffer.wrap(message), CODEC));
        assertEquals(3, bad.notification().code());
        assertEquals(1, bad.notification().subcode());
    }
}
