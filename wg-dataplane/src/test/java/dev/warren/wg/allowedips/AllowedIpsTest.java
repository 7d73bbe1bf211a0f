package dev.warren.wg.allowedips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllowedIpsTest {
    private final AllowedIps<String> table = new AllowedIps<>();
    private final PrefixOwner<String> one = new PrefixOwner<>("one");
    private final PrefixOwner<String> two = new PrefixOwner<>("two");

    @Test
    void anOwnedPrefixMovesAndOnlyItsOwnerCanRemoveIt() {
        for (String text : List.of("10.1.0.0/16", "10.1.2.0/25", "0.0.0.0/0", "fd00::/48", "::/0", "fd00::1/128")) {
            Prefix prefix = Prefix.parse(text);
            assertNull(table.put(prefix, one));
            assertNull(table.put(prefix, one), "nothing moved");
            assertEquals("one", table.put(prefix, two));
            assertEquals(List.of(), table.prefixes(one));
            assertEquals(List.of(prefix), table.prefixes(two));
            assertEquals("two", lookup(table, prefix.address()));
            assertFalse(table.remove(prefix, one));
            assertTrue(table.remove(prefix, two));
            assertFalse(table.remove(prefix, two));
            assertNull(lookup(table, prefix.address()), text);
            assertEquals(0, table.size());
        }
    }

    @Test
    void aRemovedPrefixExposesTheOneThatCoversIt() {
        for (List<String> nested : List.of(
                List.of(
                        "0.0.0.0/0",
                        "8.0.0.0/5",
                        "10.0.0.0/8",
                        "10.0.0.0/15",
                        "10.0.0.0/16",
                        "10.0.0.0/23",
                        "10.0.0.0/24",
                        "10.0.0.0/25",
                        "10.0.0.0/32"),
                List.of(
                        "::/0",
                        "fc00::/7",
                        "fd00::/8",
                        "fd00::/16",
                        "fd00::/17",
                        "fd00::/31",
                        "fd00::/48",
                        "fd00::/64",
                        "fd00::/65",
                        "fd00::/127",
                        "fd00::/128"))) {
            for (String text : nested) {
                table.put(Prefix.parse(text), new PrefixOwner<>(text));
            }
            IpAddress address = Prefix.parse(nested.getLast()).address();
            for (int i = nested.size() - 1; i >= 0; i--) {
                assertEquals(nested.get(i), lookup(table, address));
                Prefix prefix = Prefix.parse(nested.get(i));
                table.put(prefix, one);
                assertEquals("one", lookup(table, address));
                assertTrue(table.remove(prefix, one));
            }
            assertNull(lookup(table, address));
        }
    }

    @Test
    void aPrefixHiddenByItsHalvesComesBack() {
        for (List<String> texts : List.of(
                List.of("10.0.0.0/23", "10.0.0.0/24", "10.0.1.0/24"), List.of("fc00::/7", "fc00::/8", "fd00::/8"))) {
            Prefix whole = Prefix.around(
                    Prefix.parse(texts.get(2)).address(),
                    Prefix.parse(texts.get(1)).length() - 1);
            table.put(whole, one);
            table.put(Prefix.parse(texts.get(1)), two);
            table.put(Prefix.parse(texts.get(2)), two);
            assertEquals("two", lookup(table, whole.address()));
            table.removeAll(two);
            assertEquals("one", lookup(table, whole.address()));
            assertEquals("one", lookup(table, Prefix.parse(texts.get(2)).address()));
            table.removeAll(one);
        }
    }

    @Test
    void prefixesAreListedInTheOrderInWhichTheyCame() {
        List<Prefix> prefixes = List.of(
                Prefix.parse("fd00::/64"),
                Prefix.parse("192.0.2.0/24"),
                Prefix.parse("0.0.0.0/0"),
                Prefix.parse("2001:db8::1/128"));
        prefixes.forEach(p -> table.put(p, one));
        assertEquals(prefixes, table.prefixes(one));
        table.remove(prefixes.get(1), one);
        table.put(prefixes.get(1), one);
        assertEquals(List.of(prefixes.get(0), prefixes.get(2), prefixes.get(3), prefixes.get(1)), table.prefixes(one));
        assertEquals(4, one.size());
    }

    @Test
    void ownersThatComeAndGoLeaveNothing() {
        Prefix v4 = Prefix.parse("198.51.100.0/24");
        Prefix v6 = Prefix.parse("2001:db8::/32");
        table.put(v4, one);
        for (int i = 0; i < 1_000; i++) {
            PrefixOwner<String> passing = new PrefixOwner<>("passing " + i);
            table.put(Prefix.around(IpAddress.ofV4(i << 16), 20), passing);
            table.put(v6, passing);
            assertEquals("passing " + i, lookup(table, IpAddress.ofV4(i << 16)));
            assertEquals("passing " + i, lookup(table, v6.address()));
            table.removeAll(passing);
            assertEquals(0, passing.size());
            assertNull(lookup(table, v6.address()));
        }
        assertEquals("one", lookup(table, v4.address()));
        assertEquals(1, table.size());
    }

    static @Nullable String lookup(AllowedIps<String> table, IpAddress address) {
        return address.family() == IpFamily.V4
                ? table.lookupV4((int) address.low())
                : table.lookupV6(address.high(), address.low());
    }
}
