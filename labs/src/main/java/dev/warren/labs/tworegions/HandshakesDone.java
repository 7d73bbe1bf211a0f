package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import java.time.Duration;
import java.util.List;

/** All tunnels are up: berlin's over IPv4, paris' and boston's over IPv6, and that between the hubs. */
final class HandshakesDone implements Step {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Override
    public String title() {
        return "every tunnel has had its handshake";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        Hub fra = Hub.of(lab, "fra");
        Hub nyc = Hub.of(lab, "nyc");
        return Await.until(LIMIT, () -> {
            lab.requireMains();
            require(fra, List.of("nyc", "berlin", "paris"));
            require(nyc, List.of("fra", "boston"));
            return fra.node()
                    .output("wg", "show", Names.INTERFACE, "endpoints")
                    .replaceAll("(?m)^(.{8})\\S*\\s", "$1... at ");
        });
    }

    private static void require(Hub hub, List<String> peers) throws CheckFailure, LabException, InterruptedException {
        for (String peer : peers) {
            if (hub.latestHandshake(peer) == 0) {
                throw new CheckFailure("no handshake between " + hub.node().name() + " and " + peer);
            }
        }
    }
}
