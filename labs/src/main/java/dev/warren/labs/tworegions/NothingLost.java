package dev.warren.labs.tworegions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.router.firewall.DropReason;
import dev.warren.router.metrics.RouterMeter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must be zero at both hubs: the firewall's drops, for nobody has sent what it should drop, and the router's drift, repairs
 * and failures, for nobody has touched a running router's tables.
 *
 * @param when what has happened so far, for the title
 */
record NothingLost(String when) implements Step {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** All but the kernel's own redirects, which every packet from site to site causes at its hub. */
    private static final Set<DropReason> DROPS = EnumSet.complementOf(EnumSet.of(DropReason.REDIRECT));

    private static final List<RouterMeter> ZERO = List.of(RouterMeter.DRIFT, RouterMeter.REPAIRS, RouterMeter.FAILURES);

    @Override
    public String title() {
        return when + ": no packet dropped by the firewalls, no drift, repair or failure counted";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        List<String> seen = new ArrayList<>();
        for (String name : List.of("fra", "nyc")) {
            Hub hub = Hub.of(lab, name);
            Map<String, Long> drops = drops(hub);
            for (DropReason reason : DROPS) {
                Long packets = drops.get(reason.counterName());
                if (packets == null) {
                    throw new CheckFailure(name + "'s nftables have no counter " + reason.counterName() + ": " + drops);
                }
                if (packets != 0) {
                    throw new CheckFailure(name + "'s firewall has dropped packets: " + drops);
                }
            }
            Map<String, Double> metrics = metrics(hub);
            for (RouterMeter meter : ZERO) {
                requireZero(name, meter, metrics);
            }
            seen.add(name + ": " + DROPS + " 0 packets; " + metrics.keySet() + " 0");
        }
        return String.join("\n", seen);
    }

    /** The packets of each named counter of {@code table inet warren}. */
    private static Map<String, Long> drops(Hub hub) throws CheckFailure, LabException, InterruptedException {
        Map<String, Long> packets = new TreeMap<>();
        String output = hub.node().output("nft", "-j", "list", "counters", "table", "inet", Names.NFT_TABLE);
        try {
            for (JsonNode each : JSON.readTree(output).path("nftables")) {
                JsonNode counter = each.path("counter");
                if (counter.hasNonNull("name")) {
                    packets.put(
                            counter.path("name").asText(),
                            counter.path("packets").asLong());
                }
            }
        } catch (JsonProcessingException e) {
            throw new CheckFailure("no JSON of nft at " + hub.node().name() + ": " + output);
        }
        return packets;
    }

    /** Those of {@code warren show metrics} that must be zero, by their name in Prometheus' form. */
    private static Map<String, Double> metrics(Hub hub) throws LabException, InterruptedException {
        Map<String, Double> values = new TreeMap<>();
        for (String line :
                hub.node().output(hub.launcher(), "show", "metrics").lines().toList()) {
            for (RouterMeter meter : ZERO) {
                if (line.startsWith(prometheus(meter))) {
                    values.put(line.split("[ {]", 2)[0], Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
                }
            }
        }
        return values;
    }

    private static void requireZero(String hub, RouterMeter meter, Map<String, Double> metrics) throws CheckFailure {
        boolean visible = false;
        for (Map.Entry<String, Double> each : metrics.entrySet()) {
            visible |= each.getKey().startsWith(prometheus(meter));
            if (each.getKey().startsWith(prometheus(meter)) && each.getValue() != 0) {
                throw new CheckFailure(
                        hub + ": " + each.getKey() + " is " + each.getValue() + ": " + meter.description());
            }
        }
        if (!visible) {
            throw new CheckFailure("warren show metrics at " + hub + " has no " + prometheus(meter));
        }
    }

    private static String prometheus(RouterMeter meter) {
        return meter.id().replace('.', '_');
    }
}
