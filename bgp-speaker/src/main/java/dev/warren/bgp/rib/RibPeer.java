package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.PerFamily;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A neighbour in the RIB: its settings, and while its session is up, its Adj-RIB-In and Adj-RIBs-Out. */
public final class RibPeer {
    private PeerSettings settings;
    private final PerFamily<PeerLimits.Bound> bounds;
    private final PeerLimits.Bound boundOfBoth;
    private Policies policies;
    private boolean importsAll;
    private @Nullable PolicyMemo importMemo;
    private final AdjRibIn adjRibIn;
    private final OctetAccount account;
    private final Map<IpFamily, AdjRibOut> adjRibsOut = new EnumMap<>(IpFamily.class);
    private final PerFamily<PeerSources> sources = PerFamily.of(_ -> new PeerSources());
    private Optional<IpAddress> localAddress = Optional.empty();
    private boolean extendedNextHop;

    RibPeer(PeerSettings settings, AttributeTable attributes) {
        this.settings = settings;
        this.bounds = PerFamily.of(settings.limits()::in);
        this.boundOfBoth = settings.limits().inBoth();
        this.account = new OctetAccount(
                settings.limits().attributeOctets(), settings.limits().warning());
        this.policies = Policies.DENY_ALL;
        this.adjRibIn = new AdjRibIn(attributes);
        policies(settings.policy().policies(), attributes);
    }

    /** What may come in from it and go out to it now. */
    public Policies policies() {
        return policies;
    }

    final void policies(Policies next, AttributeTable attributes) {
        clearMemo();
        policies = next;
        importsAll = next.importFilter().equals(RouteFilter.acceptAll());
        importMemo = next.importPolicy().isPass() ? null : PolicyMemo.ofImport(next.importPolicy(), attributes);
    }

    /** Forgets what its import policy made of the last sets, which are held until then. */
    void clearMemo() {
        if (importMemo != null) {
            importMemo.clear();
        }
    }

    /** Its import policy with what that made of the last sets; null if it passes everything as it is. */
    @Nullable
    PolicyMemo importMemo() {
        return importMemo;
    }

    /** It is of this AS. */
    void identify(Asn asn) {
        settings = settings.with(asn);
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
        return sources.v4().present() != null;
    }

    /** Its paths in the table of one family. */
    public int accepted(IpFamily family) {
        return sources(family).paths();
    }

    PeerLimits.Bound boundIn(IpFamily family) {
        return bounds.of(family);
    }

    PeerLimits.Bound boundInBoth() {
        return boundOfBoth;
    }

    /** Its paths in the table of one family without the stale ones. */
    int present(IpFamily family) {
        return sources(family).presentPaths();
    }

    /** The same in the tables of both families. */
    int present() {
        return sources.v4().presentPaths() + sources.v6().presentPaths();
    }

    /** Those of them that it has not confirmed since it began anew. */
    public int stale(IpFamily family) {
        return sources(family).stalePaths();
    }

    /** What it announced and we refused, as far as it is remembered. */
    public int refused(IpFamily family) {
        return adjRibIn.refusals().size(family);
    }

    /** What stands refused, the oldest first, as far as it is remembered. */
    public Stream<RefusedRoute> refusals() {
        return adjRibIn.refusals().all();
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

    /** What its session exchanges. */
    public Set<IpFamily> families() {
        return adjRibsOut.keySet();
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

    void begin(Optional<IpAddress> local, PeerCodec form) {
        localAddress = local;
        extendedNextHop = form.extendedNextHop();
    }

    void add(IpFamily family, AdjRibOut out) {
        adjRibsOut.put(family, out);
    }

    void end() {
        clearMemo();
        adjRibIn.clear();
        account.end();
        adjRibsOut.clear();
    }

    PeerSources sources(IpFamily family) {
        return sources.of(family);
    }

    /** Its present session; null while there is none. */
    @Nullable
    Source source(IpFamily family) {
        return sources(family).present();
    }

    /** True if its IPv4 routes may have IPv6 next hops (RFC 8950). */
    boolean hasExtendedNextHop() {
        return extendedNextHop;
    }

    Optional<IpAddress> localAddress() {
        return localAddress;
    }

    /** What the attributes take that came with it. */
    OctetAccount account() {
        return account;
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
