package dev.warren.linux.ndp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterMessagesTest {
    private static final IpAddress ROUTER = IpAddress.parse("fe80::5054:ff:fe12:3456");
    /** Type, code, checksum, hop limit 64, no flags, lifetime 1800 s, timers 0; source link-layer address; MTU 1500. */
    private static final String FRR =
            "86000000 40000708 00000000 00000000 0101525400123456 05010000000005dc".replace(" ", "");

    private static Optional<RouterMessage> parse(String hex, IpAddress source, int hopLimit) {
        return RouterMessages.parse(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), source, hopLimit);
    }

    @Test
    void anAdvertisementIsOfItsSource() {
        assertEquals(Optional.of(new RouterMessage.Advertisement(ROUTER)), parse(FRR, ROUTER, 255));
    }

    @Test
    void oursGivesHostsNothing() {
        byte[] ours = RouterMessages.advertisement();
        assertEquals(
                Optional.of(new RouterMessage.Advertisement(ROUTER)),
                RouterMessages.parse(ByteBuffer.wrap(ours), ROUTER, 255));
        assertEquals("86" + "00".repeat(15), HexFormat.of().formatHex(ours));
    }

    @Test
    void questionsComeFromAnyAddress() {
        ByteBuffer ours = ByteBuffer.wrap(RouterMessages.solicitation());
        assertEquals(Optional.of(new RouterMessage.Solicitation()), RouterMessages.parse(ours, IpAddress.ANY_V6, 255));
        assertEquals(
                Optional.of(new RouterMessage.Solicitation()), parse("85000000000000000101525400123456", ROUTER, 255));
    }

    /** RFC 4861 sections 6.1.1 and 6.1.2. */
    @ParameterizedTest
    @CsvSource({
        "86000000400007080000000000000000, fe80::1, 254",
        "86000000400007080000000000000000, fe80::1, 0",
        "86010000400007080000000000000000, fe80::1, 255",
        "86000000400007080000000000000000, 2001:db8::1, 255",
        "860000004000070800000000000000, fe80::1, 255",
        "860000004000070800000000000000000100525400123456, fe80::1, 255",
        "860000004000070800000000000000000102525400123456, fe80::1, 255",
        "8600000040000708000000000000000001, fe80::1, 255",
        "85000000000000, fe80::1, 255",
        "85000000000000000100, fe80::1, 255",
        "88000000400007080000000000000000, fe80::1, 255",
        "'', fe80::1, 255",
    })
    void whatTheRfcSaysToDiscardIsDiscarded(String hex, String source, int hopLimit) {
        assertEquals(Optional.empty(), parse(hex, IpAddress.parse(source), hopLimit));
    }

    @Test
    void noLengthIsTrusted() {
        byte[] whole = HexFormat.of().parseHex(FRR);
        for (int length = 0; length < whole.length; length++) {
            for (int value = 0; value < 256; value++) {
                byte[] broken = Arrays.copyOf(whole, length);
                if (length > 17) {
                    broken[17] = (byte) value;
                }
                RouterMessages.parse(ByteBuffer.wrap(broken), ROUTER, 255);
            }
        }
    }
}
