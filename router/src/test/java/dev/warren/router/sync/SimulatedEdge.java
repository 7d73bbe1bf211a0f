package dev.warren.router.sync;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.fib.FibTarget;
import dev.warren.router.forwarding.Target;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A device and a kernel in memory. It checks rules 2 and 3 at every write: a route into the tunnel needs an owner, an owner is
 * taken away only when no such route is left, and never right before another one is given.
 */
final class SimulatedEdge implements ForwardingEdge {
    final Map<Prefix, PublicKey> allowedIps = new HashMap<>();
    final Map<Prefix, FibTarget> routes = new HashMap<>();
    int writes;
    int repairs;
    int failAtWrite = -1;
    /** Places that another maker's route has. */
    final Set<Prefix> taken = new HashSet<>();

    private static final FibTarget TUNNEL = new FibTarget.TunnelInterface(7);

    @Override
    public int prepare() {
        int done = repairs;
        repairs = 0;
        return done;
    }

    @Override
    public Optional<FibTarget> route(Target target) {
        return switch (target) {
            case Target.Peer _ -> Optional.of(TUNNEL);
            case Target.Gateway gateway -> Optional.of(new FibTarget.Gateway(8, gateway.address()));
            case Target.Local() -> Optional.empty();
        };
    }

    @Override
    public Installed read() {
        return new Installed(new HashMap<>(allowedIps), new HashMap<>(routes));
    }

    @Override
    public void addAllowedIps(Map<Prefix, PublicKey> gains) throws IOException {
        write();
        allowedIps.putAll(gains);
    }

    @Override
    public void removeAllowedIps(Map<Prefix, PublicKey> losses) throws IOException {
        write();
        losses.forEach((prefix, owner) -> {
            assertTrue(!TUNNEL.equals(routes.get(prefix)), () -> prefix + " loses its owner before its route");
            assertTrue(allowedIps.remove(prefix, owner), () -> prefix + " is not its owner's");
        });
    }

    @Override
    public Set<Prefix> putRoutes(Map<Prefix, FibTarget> gains) throws IOException {
        write();
        gains.forEach((prefix, target) -> {
            if (target.equals(TUNNEL)) {
                assertNotNull(allowedIps.get(prefix), () -> prefix + " gains its route before its owner");
            }
            if (!taken.contains(prefix)) {
                routes.put(prefix, target);
            }
        });
        return gains.keySet().stream().filter(taken::contains).collect(Collectors.toSet());
    }

    @Override
    public void removeRoutes(Set<Prefix> losses) throws IOException {
        write();
        routes.keySet().removeAll(losses);
    }

    private void write() throws IOException {
        if (writes++ == failAtWrite) {
            throw new IOException("injected");
        }
    }
}
