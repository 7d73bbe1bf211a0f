package dev.warren.bgp.rib;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A neighbour in the RIB: its settings, and while its session is up, its Adj-RIB-In and Adj-RIB-Out. */
public final class RibPeer {
    private final PeerSettings settings;
    private final AdjRibIn adjRibIn;
    private int session;
    private boolean up;
    private RouterId routerId = new RouterId(-1);
    private Optional<IpAddress> localAddress = Optional.empty();
    private AdjRibOut adjRibOut;

    RibPeer(PeerSettings settings) {
        this.settings = settings;
        this.adjRibIn = new AdjRibIn();
        this.adjRibOut = new AdjRibOut(Set.of());
    }

    /** Its settings. */
    public PeerSettings settings() {
        return settings;
    }

    /** True while its session is established. */
    public boolean isUp() {
        return up;
    }

    /** Its paths in the table of one family. */
    public int accepted(IpFamily family) {
        return adjRibIn.accepted(family);
    }

    /** What it announced and we refused, as far as it is remembered. */
    public int refused(IpFamily family) {
        return adjRibIn.refused(family);
    }

    /** What stands refused and why, the oldest first, as far as it is remembered. */
    public Stream<Map.Entry<Prefix, RefusalReason>> refusals() {
        return adjRibIn.refusals();
    }

    /** What it has from us. */
    public int advertised(IpFamily family) {
        return adjRibOut.advertised(family);
    }

    /** True if its End-of-RIB marker of the family has come. */
    public boolean endOfRib(IpFamily family) {
        return adjRibIn.endOfRib(family);
    }

    /** True if there may be something to send to it. */
    public boolean hasOutput() {
        return up && adjRibOut.hasOutput();
    }

    void begin(RouterId id, Set<IpFamily> families, Optional<IpAddress> local) {
        session++;
        up = true;
        routerId = id;
        localAddress = local;
        adjRibOut = new AdjRibOut(families);
    }

    void end() {
        session++;
        up = false;
        adjRibOut = new AdjRibOut(Set.of());
    }

    int session() {
        return session;
    }

    RouterId routerId() {
        return routerId;
    }

    Optional<IpAddress> localAddress() {
        return localAddress;
    }

    AdjRibIn adjRibIn() {
        return adjRibIn;
    }

    AdjRibOut adjRibOut() {
        return adjRibOut;
    }

    @Override
    public String toString() {
        return settings.name();
    }
}
