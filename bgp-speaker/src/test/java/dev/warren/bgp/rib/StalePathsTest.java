package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.net.IpFamily;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Paths of a neighbour that restarts gracefully (RFC 4724 section 4.2), in either family. */
class StalePathsTest {
    private final FeederAndSink net = new FeederAndSink();

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void theyStayUntilItsEndOfRib(IpFamily family) {
        net.announce(FeederAndSink.first(family));
        net.announce(FeederAndSink.second(family));
        net.pulled();
        net.fixture.rib.peerDown(net.feeder, Set.of(family));
        net.fixture.settle();
        assertEquals(List.of(), net.pulled());
        assertEquals(2, net.feeder.stale(family));
        net.fixture.up(net.feeder);
        net.announce(FeederAndSink.second(family));
        assertEquals(List.of(), net.pulled());
        net.endOfRib(family);
        assertEquals(List.of("-" + FeederAndSink.first(family)), net.pulled());
        assertEquals(1, net.feeder.accepted(family));
        assertEquals(0, net.feeder.stale(family));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void theOtherFamilyGoesAtOnce(IpFamily family) {
        IpFamily other = family == IpFamily.V4 ? IpFamily.V6 : IpFamily.V4;
        net.announce(FeederAndSink.first(family));
        net.announce(FeederAndSink.first(other));
        net.pulled();
        net.fixture.rib.peerDown(net.feeder, Set.of(family));
        net.fixture.settle();
        assertEquals(List.of("-" + FeederAndSink.first(other)), net.pulled());
        net.fixture.rib.endStale(net.feeder, family);
        net.fixture.settle();
        assertEquals(List.of("-" + FeederAndSink.first(family)), net.pulled());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatIsStaleTwiceIsGone(IpFamily family) {
        net.announce(FeederAndSink.first(family));
        net.announce(FeederAndSink.second(family));
        net.pulled();
        net.fixture.rib.peerDown(net.feeder, Set.of(family));
        net.fixture.up(net.feeder);
        net.announce(FeederAndSink.second(family));
        net.fixture.rib.peerDown(net.feeder, Set.of(family));
        net.fixture.settle();
        assertEquals(List.of("-" + FeederAndSink.first(family)), net.pulled());
        assertEquals(1, net.feeder.stale(family));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aStalePathThatComesBackOtherwiseIsAChange(IpFamily family) {
        net.announce(FeederAndSink.first(family));
        net.pulled();
        net.fixture.rib.peerDown(net.feeder, Set.of(family));
        net.fixture.up(net.feeder);
        net.announce(FeederAndSink.first(family), 64999);
        assertEquals(List.of("+" + FeederAndSink.first(family)), net.pulled());
        net.fixture.rib.receive(net.feeder, FeederAndSink.withdrawal(FeederAndSink.first(family)));
        assertEquals(List.of("-" + FeederAndSink.first(family)), net.pulled());
        assertEquals(0, net.feeder.accepted(family));
    }
}
