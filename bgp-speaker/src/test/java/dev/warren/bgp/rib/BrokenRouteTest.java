package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of ours while a batch is made: what it costs, and that nothing of it comes to others. */
class BrokenRouteTest {
    private static final PeerCodec OLD = new PeerCodec(false, false, true);

    private final RibSettings settings =
            new RibSettings(Asn.of(RibFixture.OUR_AS), RouterId.parse("10.0.0.1"), Set.of());
    private final Mixer mixer = new Mixer();
    private final AttributeTable attributes = new AttributeTable(settings, mixer);
    private final SourceTable sources = new SourceTable();
    private final List<RibEvent> events = new ArrayList<>();
    private Consumer<RibEvent> watcher = events::add;

    /** One family with neighbours. */
    private final class Net {
        final FamilyTable table;
        final BatchWriter writer;

        Net(IpFamily family) {
            table = new FamilyTable(
                    family, mixer, attributes, sources, settings.med(), settings.multipath(), new Effort());
            writer = new BatchWriter(table, attributes, event -> watcher.accept(event));
        }

        void put(Prefix prefix, PathAttributes set) {
            int id = attributes.intern(set);
            int at = table.prefix(prefix);
            table.put(at, table.find(at, sources.local(), 0), sources.local(), 0, id, 0);
            attributes.release(id);
        }

        void remove(Prefix prefix) {
            int at = table.prefixes().find(prefix);
            table.remove(at, table.find(at, sources.local(), 0));
        }

        AdjRibOut join(String address, RouteFilter exports) {
            NeighbourPolicy policy = RibFixture.policy().exports(exports).build();
            RibPeer peer = new RibPeer(
                    new PeerSettings(
                            address, IpAddress.parse(address), Asn.of(65001), true, policy, PeerLimits.of(1_000)),
                    attributes);
            ExportSettings key = ExportSettings.of(peer, table.prefixes().family(), OLD);
            UpdateGroup group = new UpdateGroup(
                    key, table, sources, new ExportRules(key, attributes), new ExportForm(settings, key));
            AdjRibOut out = new AdjRibOut(peer, group, table, writer, _ -> {});
            group.join(out);
            return out;
        }

        Set<Prefix> held(AdjRibOut out, Downstream down) {
            while (out.hasOutput()) {
                down.take(out.pull(100));
            }
            return Set.copyOf(down.table.keySet());
        }

        int prefixesLeft() {
            while (table.trim(10)) {
                // more to do
            }
            return table.prefixes().size();
        }
    }

    private static PathAttributes set(IpFamily family, int communities) {
        return PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(65002)))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8::9"))
                .communities(
                        IntStream.range(0, communities).mapToObj(Community::new).toList())
                .build();
    }

    @ParameterizedTest
    @CsvSource({"V4, true", "V4, false", "V6, true", "V6, false"})
    void aSetThatBreaksTheFormIsWithdrawnAndTheOthersGo(IpFamily family, boolean inWalk) {
        Net net = new Net(family);
        Prefix broken = FeederAndSink.first(family);
        Prefix good = FeederAndSink.second(family);
        Downstream down = new Downstream(false);
        Optional<AdjRibOut> early =
                inWalk ? Optional.empty() : Optional.of(net.join("10.0.0.2", RouteFilter.acceptAll()));
        early.ifPresent(out -> net.held(out, down));
        net.put(broken, set(family, 1));
        net.put(good, set(family, 2));
        int set =
                net.table.paths().attributes(net.table.best(net.table.prefixes().find(broken)));
        attributes.block(set)[8] = (byte) 0xff; // the number of ASes
        AdjRibOut out = early.orElseGet(() -> net.join("10.0.0.2", RouteFilter.acceptAll()));
        assertEquals(Set.of(good), net.held(out, down));
        assertEquals(
                broken,
                assertInstanceOf(RibEvent.Unsendable.class, events.getFirst()).prefix());
    }

    @ParameterizedTest
    @CsvSource({"V4, true", "V4, false", "V6, true", "V6, false"})
    void aFailedBatchLeavesNothingToOthersAndIsMadeOnceMore(IpFamily family, boolean inWalk) {
        Net net = new Net(family);
        Prefix tooLong = FeederAndSink.first(family);
        Prefix good = FeederAndSink.second(family);
        Downstream down = new Downstream(false);
        Downstream nothing = new Downstream(false);
        AdjRibOut other = net.join("10.0.0.3", RouteFilter.denyAll());
        Optional<AdjRibOut> early =
                inWalk ? Optional.empty() : Optional.of(net.join("10.0.0.2", RouteFilter.acceptAll()));
        early.ifPresent(out -> net.held(out, down));
        net.held(other, nothing);
        net.put(good, set(family, 1));
        net.put(tooLong, set(family, 1_100));
        AdjRibOut out = early.orElseGet(() -> net.join("10.0.0.2", RouteFilter.acceptAll()));
        watcher = event -> {
            throw new IllegalStateException("told of " + event);
        };
        assertThrows(IllegalStateException.class, () -> out.pull(100));
        assertEquals(Set.of(), net.held(other, nothing));
        assertEquals(0, nothing.announced + nothing.needlessWithdrawals);
        watcher = events::add;
        assertEquals(Set.of(good), net.held(out, down));
        assertEquals(List.of(new RibEvent.AttributesTooLong(tooLong)), events);
        net.remove(good);
        net.remove(tooLong);
        assertEquals(Set.of(), net.held(out, down));
        net.held(other, nothing);
        assertEquals(0, net.prefixesLeft(), "nothing holds what all have seen");
        assertEquals(0, attributes.size());
    }
}
