package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import java.util.ArrayList;
import java.util.List;

/** ICMP from site to site: by one hub to paris, by two to boston. */
final class SitesReachEachOther implements Step {
    @Override
    public String title() {
        return "host-berlin reaches host-paris and host-boston by ICMP in both families";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        List<String> addresses = new ArrayList<>(Names.HOST_PARIS);
        addresses.addAll(Names.HOST_BOSTON);
        return Await.until(() -> {
            List<String> seen = new ArrayList<>();
            for (String address : addresses) {
                seen.add(PingReaches.ping(lab, "host-berlin", address));
            }
            return String.join("\n", seen);
        });
    }
}
