package dev.warren.labs.tworegions;

import dev.warren.labs.check.Scenario;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.Progress;
import java.util.List;

/** {@code labs/two-regions}: two hubs, three sites, two upstreams. */
public final class TwoRegions implements Scenario {

    @Override
    public String lab() {
        return "two-regions";
    }

    @Override
    public List<Step> convergence() {
        return List.of(
                new HandshakesDone(),
                new UpstreamsKnowTheSites(),
                new HubsKnowEverything(),
                new ParisKnowsTheUpstreams());
    }

    @Override
    public List<Step> checks() {
        return List.of(
                new PingReaches(),
                new SitesReachEachOther(),
                new TransferReaches("IPv4", Names.HOST_NYC_V4),
                new TransferReaches("IPv6", Names.HOST_NYC_V6),
                new AllowedIpsEqualRib(),
                new WithdrawalSpreads(),
                new StolenPrefixRefused(),
                new SecondRunRefused(),
                new BadTopologyRefused(),
                new LostUpstreamTakesItsRoutesOnly(),
                new DeadLinkIsNoticedByBfd(),
                new SilentSiteTakesItsPrefixesOnly(),
                new NothingLost("so far"),
                new KilledRunRepaired(),
                new NothingLost("at the end"));
    }

    @Override
    public void show(Lab lab, Progress progress) throws LabException, InterruptedException {
        new Tour(lab, progress).show();
    }

    @Override
    public List<String> tryNext() {
        return List.of(
                "labs/run exec two-regions nyc warren show forwarding",
                "labs/run exec two-regions upstream-fra vtysh -c 'show bgp summary'",
                "labs/run exec two-regions host-berlin ping -c 3 " + Names.HOST_NYC_V6,
                "labs/run down two-regions   (takes everything down)");
    }
}
