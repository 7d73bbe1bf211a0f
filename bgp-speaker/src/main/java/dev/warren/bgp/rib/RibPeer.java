package dev.warren.bgp.rib;

import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A neighbour in the RIB: its settings, and while its session is up, its Adj-RIB-In and Adj-RIBs-Out. */
public final class RibPeer {
    private final PeerSettings settings;
    private final boolean importsAll;
    private final AdjRibIn adjRibIn = new AdjRibIn();
    private final Map<IpFamily, AdjRibOut> adjRibsOut = new EnumMap<>(IpFamily.class);
    private @Nullable Source source;
    private Optional<IpAddress> localAddress = Optional.empty();

    RibPeer(PeerSettings settings) {
        this.settings = settings;
        this.importsAll = settings.importFilter().equals(RouteFilter.acceptAll());
    }

    /** Its settings. */
    public PeerSettings settings() {
        return settings;
    }

    /** True if no prefix can fail its import filter. */
    boolean importsAll() {
        return importsAll;
    }

    /** True while its session is established. */
    public boolean isUp() {
        return source != null;
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
        AdjRibOut out = adjRibsOut.get(family);
        return out == null ? 0 : out.advertised();
    }

    /** True if its End-of-RIB marker of the family has come. */
    public boolean endOfRib(IpFamily family) {
        return adjRibIn.endOfRib(family);
    }

    /** True if there may be something to send to it. */
    public boolean hasOutput() {
        for (AdjRibOut out : adjRibsOut.values()) {
            if (out.hasOutput()) {
                return true;
            }
        }
        return false;
    }

    void begin(Source session, Optional<IpAddress> local) {
        source = session;
        localAddress = local;
    }

    void add(IpFamily family, AdjRibOut out) {
        adjRibsOut.put(family, out);
    }

    void end() {
        source = null;
        adjRibIn.clear();
        adjRibsOut.clear();
    }

    /** Its present session; null while there is none. */
    @Nullable
    Source source() {
        return source;
    }

    Optional<IpAddress> localAddress() {
        return localAddress;
    }

    AdjRibIn adjRibIn() {
        return adjRibIn;
    }

    /** Of the families that the session exchanges. */
    Collection<AdjRibOut> adjRibsOut() {
        return adjRibsOut.values();
    }

    @Nullable
    AdjRibOut adjRibOut(IpFamily family) {
        return adjRibsOut.get(family);
    }

    @Override
    public String toString() {
        return settings.name();
    }
}
