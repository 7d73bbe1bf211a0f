package dev.warren.router.report;

import java.util.List;
import java.util.Optional;

/**
 * The answer of {@code /v1/routes}: the Loc-RIB.
 *
 * @param node the hub
 * @param routes each prefix with its paths
 */
public record RoutesReport(String node, List<Route> routes) {

    /**
     * One prefix.
     *
     * @param prefix the prefix
     * @param paths its paths, the best first
     */
    public record Route(String prefix, List<PathReport> paths) {}

    /**
     * One path.
     *
     * @param best true for the path in use
     * @param neighbour who announced it; empty for the hub's own
     * @param nextHop its next hop
     * @param asPath its AS_PATH, empty for the AS's own
     * @param origin IGP, EGP or INCOMPLETE
     * @param localPreference LOCAL_PREF, where the path has it
     * @param med MULTI_EXIT_DISC, where the path has it
     * @param communities its communities
     * @param originatorId the router that a reflector had it from (RFC 4456); absent where it came from that router itself
     * @param clusterList the reflectors that it came through, the nearest first
     */
    public record PathReport(
            boolean best,
            String neighbour,
            String nextHop,
            String asPath,
            String origin,
            Optional<Long> localPreference,
            Optional<Long> med,
            List<String> communities,
            Optional<String> originatorId,
            List<String> clusterList) {}
}
