package dev.warren.labs.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ObserveTest {

    @Test
    void allowedIpsArePrefixesPerPeer() {
        assertEquals(
                Map.of("k1=", prefixes("10.0.0.0/8", "fd00::/64"), "k2=", prefixes()),
                AllowedIps.parse("k1=\t10.0.0.0/8 fd00::/64\nk2=\t(none)\n"));
    }

    @Test
    void kernelRoutesHaveHostsDefaultsAndTypes() {
        String output = """
                [{"dst":"10.0.0.1","dev":"warren0","protocol":"182","flags":[]},
                 {"dst":"10.1.0.0/16","gateway":"192.0.2.2","dev":"eth2","flags":[]},
                 {"type":"unreachable","dst":"default","metric":4000,"flags":[]}]
                """;
        assertEquals(
                Map.of(
                        Prefix.parse("10.0.0.1/32"),
                        "unicast dev warren0",
                        Prefix.parse("10.1.0.0/16"),
                        "unicast gateway 192.0.2.2 dev eth2",
                        Prefix.DEFAULT_V4,
                        "unreachable metric 4000"),
                KernelRoutes.parse(IpFamily.V4, output));
        assertEquals(Map.of(), KernelRoutes.parse(IpFamily.V6, ""));
    }

    @Test
    void frrsTableIsTheKeysOfItsRoutes() {
        assertEquals(
                prefixes("10.80.16.0/24"),
                BgpTables.frr("{\"vrfName\":\"default\",\"routes\":{\"10.80.16.0/24\":[{\"valid\":true}]}}"));
    }

    @Test
    void birdsTableIsTheLinesThatStartWithAPrefix() {
        String output = """
                BIRD 2.0.12 ready.
                Table master4:
                10.80.16.0/24        unicast [nyc 12:00:00.000] * (100) [i]
                \tvia 192.0.2.5 on eth1
                Table master6:
                fd80:80:16::/64      unicast [nyc 12:00:00.000] * (100) [i]
                """;
        assertEquals(prefixes("10.80.16.0/24", "fd80:80:16::/64"), BgpTables.bird(output));
    }

    private static SortedSet<Prefix> prefixes(String... texts) {
        SortedSet<Prefix> all = new TreeSet<>();
        for (String text : texts) {
            all.add(Prefix.parse(text));
        }
        return all;
    }
}
