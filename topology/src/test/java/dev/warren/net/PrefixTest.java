package dev.warren.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrefixTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0/0",
        "10.0.0.0/8, 10.0.0.0/8",
        "192.0.2.1/32, 192.0.2.1/32",
        "::/0, ::/0",
        "2001:0DB8::/32, 2001:db8::/32",
        "2001:db8::1/128, 2001:db8::1/128",
        "::ffff:10.0.0.0/104, ::ffff:10.0.0.0/104",
    })
    void textIsReadAndWrittenInItsCanonicalForm(String text, String canonical) {
        assertEquals(canonical, Prefix.parse(text).toString());
        assertEquals(Prefix.parse(text), Prefix.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/8 ",
                "10.0.0.0/ 8",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/\u0668",
                "10.0.0.0/99999999999",
                "10/8",
                "2001:db8::/129",
                "2001:db8::1/64",
                "10.0.0.1/8"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Prefix.parse(text));
    }

    @Test
    void hostBitsAreNamedWithTheNetworkThatWasMeant() {
        String message = assertThrows(IllegalArgumentException.class, () -> Prefix.parse("10.1.2.3/8"))
                .getMessage();
        assertTrue(String.valueOf(message).contains("the network is 10.0.0.0/8"), message);
    }

    @Test
    void containmentIsThatOfIntervals() {
        long seed = System.nanoTime();
        System.out.println("PrefixTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            Prefix one = RandomNet.dense(random);
            Prefix other = RandomNet.dense(random);
            boolean same = one.family() == other.family();
            boolean contains =
                    same && first(one).compareTo(first(other)) <= 0 && last(one).compareTo(last(other)) >= 0;
            boolean meets = same
                    && first(one).compareTo(last(other)) <= 0
                    && first(other).compareTo(last(one)) <= 0;
            assertEquals(contains, one.contains(other), () -> one + " " + other + " seed " + seed);
            assertEquals(meets, one.overlaps(other), () -> one + " " + other + " seed " + seed);
            assertEquals(one, Prefix.parse(one.toString()));
        }
    }

    @Test
    void aPrefixStandsDirectlyBeforeThoseInsideIt() {
        Random random = new Random(7);
        List<Prefix> sorted = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sorted.add(RandomNet.dense(random));
        }
        sorted.sort(null);
        for (int i = 0; i < sorted.size(); i++) {
            boolean inside = true;
            for (int j = i + 1; j < sorted.size(); j++) {
                boolean now = sorted.get(i).contains(sorted.get(j));
                assertTrue(inside || !now, "those inside stand together");
                inside = now;
            }
        }
    }

    private static BigInteger first(Prefix prefix) {
        return new BigInteger(1, prefix.address().toBytes());
    }

    private static BigInteger last(Prefix prefix) {
        BigInteger size = BigInteger.ONE.shiftLeft(prefix.family().bits() - prefix.length());
        return first(prefix).add(size).subtract(BigInteger.ONE);
    }
}
