package dev.warren.wg.cookie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CookieTest {
    private static final long SECOND = 1_000_000_000L;

    private final byte[] publicKey = new byte[32];
    private final Random random = new Random(1);
    private final MacChecker checker = new MacChecker(publicKey, random);
    private final MacMaker maker = new MacMaker(publicKey);
    private final byte[] source = {10, 0, 0, 1, 1, 2};
    private final byte[] otherPort = {10, 0, 0, 1, 1, 3};

    private byte[] signed(long now) {
        byte[] message = new byte[148];
        message[0] = 1;
        maker.sign(message, now);
        return message;
    }

    @Test
    void mac1IsRequiredToTheBit() {
        byte[] message = signed(0);
        assertTrue(checker.hasValidMac1(message));
        for (int i = 0; i < 132; i++) {
            message[i] ^= 1;
            assertFalse(checker.hasValidMac1(message), "byte " + i);
            message[i] ^= 1;
        }
    }

    @Test
    void aCookieMakesMac2ForItsSourceOnlyAndItsTime() {
        byte[] first = signed(0);
        assertFalse(checker.hasValidMac2(first, source, 0));
        assertTrue(maker.accept(checker.reply(first, source, 0), 0));
        byte[] second = signed(SECOND);
        assertTrue(checker.hasValidMac2(second, source, SECOND));
        assertFalse(checker.hasValidMac2(second, otherPort, SECOND));
        assertFalse(checker.hasValidMac2(second, source, 121 * SECOND));
        assertEquals(0, signed(116 * SECOND)[147], "the cookie is not used for longer than 115 s");
    }

    @Test
    void aCookieReplyIsAcceptedOncePerMac1AndOnlyForIt() {
        byte[] first = signed(0);
        byte[] reply = checker.reply(first, source, 0);
        byte[] forged = reply.clone();
        forged[40] ^= 1;
        assertFalse(maker.accept(forged, 0));
        assertTrue(maker.accept(reply, 0));
        assertFalse(maker.accept(reply, 0));
    }

    @Test
    void aSourceGetsFiveAtOnceThenTwentyASecondAndTheTableIsBounded() {
        RateLimiter limiter = new RateLimiter(100);
        byte[] v6 = new byte[16];
        int allowed = 0;
        for (int i = 0; i < 100; i++) {
            v6[15] = (byte) i; // one /64
            allowed += limiter.allow(v6, SECOND) ? 1 : 0;
        }
        assertEquals(5, allowed);
        assertTrue(limiter.allow(v6, SECOND + SECOND / 20));
        assertFalse(limiter.allow(v6, SECOND + SECOND / 20));
        for (int i = 0; i < 1_000; i++) {
            limiter.allow(new byte[] {10, 0, (byte) (i >> 8), (byte) i}, 2 * SECOND);
        }
        assertEquals(100, limiter.size());
        assertTrue(limiter.allow(new byte[] {10, 9, 9, 9}, 4 * SECOND), "idle sources are forgotten");
    }

    @Test
    void anIpv4AddressHasABucketOfItsOwnAndAnIpv6NetworkOf64Bits() {
        RateLimiter limiter = new RateLimiter(100);
        byte[] v4 = {10, 0, 0, 1};
        byte[] neighbour = {10, 0, 0, 2};
        byte[] v6 = new byte[16];
        byte[] otherNetwork = new byte[16];
        otherNetwork[7] = 1;
        for (byte[] source : new byte[][] {v4, neighbour, v6, otherNetwork}) {
            int allowed = 0;
            for (int millisecond = 0; millisecond < 10_000; millisecond++) {
                allowed += limiter.allow(source, SECOND + millisecond * 1_000_000L) ? 1 : 0;
            }
            assertEquals(5 + 199, allowed, "in 10 s");
        }
        assertEquals(4, limiter.size());
    }
}
