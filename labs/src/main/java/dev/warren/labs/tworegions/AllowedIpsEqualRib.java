package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.SortedSet;

/** WireGuard's source filter is the routing table turned round. */
final class AllowedIpsEqualRib implements Step {
    @Override
    public String title() {
        return "nyc's AllowedIPs for fra are exactly what its RIB says";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hub nyc = Hub.of(lab, "nyc");
        return Await.until(() -> {
            SortedSet<Prefix> expected = nyc.bestFrom("fra");
            Sets.requireAll(
                    "warren show routes at nyc, from fra,",
                    Names.union(Names.BERLIN_LAN, Names.PARIS_LAN, Names.UPSTREAM_FRA),
                    expected);
            for (IpAddress address : Names.FRA) {
                expected.add(Prefix.host(address));
            }
            SortedSet<Prefix> allowedIps = nyc.allowedIps("fra");
            Sets.requireEqual("fra's AllowedIPs at nyc", expected, allowedIps);
            return allowedIps.size() + " prefixes: its two addresses and " + (allowedIps.size() - 2) + " best paths";
        });
    }
}
