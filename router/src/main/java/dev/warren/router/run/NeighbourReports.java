package dev.warren.router.run;

import dev.warren.bgp.NeighbourStatus;
import dev.warren.bgp.bfd.udp.BfdStatus;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.router.report.BgpReport;
import dev.warren.topology.plan.NeighbourPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** From what was planned and what the speaker knows to the report of a node's neighbours, in the order of the topology. Pure. */
final class NeighbourReports {
    private static final BgpReport.Messages NO_MESSAGES = new BgpReport.Messages(0, 0, 0, 0, 0, 0);
    private static final BgpReport.Session NO_SESSION =
            new BgpReport.Session(0, 0, List.of(), NO_MESSAGES, NO_MESSAGES, 0, "", List.of());

    private NeighbourReports() {}

    /** What tells neighbours apart: the same link-local address may be behind several interfaces. */
    private record Place(IpAddress address, Optional<String> interfaceName) {
        static Place of(BfdStatus status) {
            return new Place(status.path().neighbour(), status.path().interfaceName());
        }

        static Place of(NeighbourPlan plan, NeighbourStatus status) {
            return new Place(status.address(), plan.isUnnumbered() ? plan.interfaceName() : Optional.empty());
        }
    }

    static List<BgpReport.Neighbour> of(
            List<NeighbourPlan> plans, List<NeighbourStatus> neighbours, List<BfdStatus> watched) {
        Map<String, NeighbourStatus> present =
                neighbours.stream().collect(Collectors.toMap(NeighbourStatus::name, status -> status));
        Map<Place, BfdStatus> bfd =
                watched.stream().collect(Collectors.toMap(Place::of, status -> status, (one, _) -> one));
        return plans.stream()
                .map(plan -> Optional.ofNullable(present.get(plan.name()))
                        .map(status -> known(plan, status, Optional.ofNullable(bfd.get(Place.of(plan, status)))))
                        .orElseGet(() -> awaited(plan)))
                .toList();
    }

    private static BgpReport.Neighbour known(NeighbourPlan plan, NeighbourStatus status, Optional<BfdStatus> bfd) {
        return new BgpReport.Neighbour(
                status.name(),
                SessionReports.lower(plan.role()),
                status.address().toString() + (plan.isUnnumbered() ? zone(plan) : ""),
                status.asn().value(),
                SessionReports.lower(status.state()),
                status.inState().toSeconds(),
                status.families().entrySet().stream()
                        .collect(Collectors.toMap(
                                family -> name(family.getKey()),
                                family -> new BgpReport.Counts(
                                        family.getValue().received(),
                                        family.getValue().accepted(),
                                        family.getValue().refused(),
                                        family.getValue().advertised()))),
                status.lastError().orElse(""),
                bfd.map(its -> new BgpReport.Bfd(
                        SessionReports.lower(its.state()),
                        its.diagnostic().toString(),
                        its.detectionTime().toMillis())),
                SessionReports.of(status));
    }

    /** An unnumbered upstream that nobody has been heard of. */
    private static BgpReport.Neighbour awaited(NeighbourPlan plan) {
        return new BgpReport.Neighbour(
                plan.name(),
                SessionReports.lower(plan.role()),
                "?" + zone(plan),
                plan.asn().value(),
                "idle",
                0,
                Map.of(),
                "no router advertises itself on " + plan.interfaceName().orElse("its link"),
                Optional.empty(),
                NO_SESSION);
    }

    private static String zone(NeighbourPlan plan) {
        return plan.interfaceName().map(name -> "%" + name).orElse("");
    }

    private static String name(IpFamily family) {
        return family == IpFamily.V4 ? "ipv4" : "ipv6";
    }
}
