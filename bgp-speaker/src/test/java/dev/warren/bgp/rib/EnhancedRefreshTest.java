package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.net.IpFamily;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Enhanced route refresh (RFC 7313), both ways, in either family. */
class EnhancedRefreshTest {
    private final FeederAndSink net = new FeederAndSink();

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatIsConfirmedStaysSilentlyAndTheRestGoesAtTheEnd(IpFamily family) {
        net.announce(FeederAndSink.first(family));
        net.announce(FeederAndSink.second(family));
        net.pulled();
        net.fixture.rib.beginRefresh(net.feeder, family);
        assertEquals(List.of(), net.pulled(), "stale paths are as good as any");
        assertEquals(2, net.feeder.stale(family));
        net.announce(FeederAndSink.first(family));
        net.fixture.rib.beginRefresh(net.feeder, family);
        assertEquals(List.of(), net.pulled(), "a confirmed path is no change");
        assertEquals(1, net.feeder.stale(family));
        assertEquals(2, net.feeder.accepted(family));
        net.fixture.rib.endRefresh(net.feeder, family);
        net.fixture.settle();
        assertEquals(List.of("-" + FeederAndSink.second(family)), net.pulled());
        assertEquals(1, net.feeder.accepted(family));
        net.fixture.rib.peerDown(net.feeder);
        net.fixture.settle();
        assertEquals(List.of("-" + FeederAndSink.first(family)), net.pulled());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void anAnswerIsFramed(IpFamily family) {
        net.announce(FeederAndSink.first(family));
        List<String> dump = net.pulled();
        assertEquals(2, dump.stream().filter("end of RIB"::equals).count(), dump::toString);
        net.fixture.rib.refresh(net.sink, family, true);
        net.announce(FeederAndSink.second(family));
        List<String> answer = net.pulled();
        assertEquals("begin", answer.getFirst());
        assertEquals("end", answer.getLast());
        assertEquals(1, answer.stream().filter("begin"::equals).count(), answer::toString);
        assertEquals(
                true,
                answer.contains("+" + FeederAndSink.first(family))
                        && answer.contains("+" + FeederAndSink.second(family)));
        net.fixture.rib.refresh(net.sink, family, false);
        List<String> plain = net.pulled();
        assertEquals(false, plain.contains("begin") || plain.contains("end") || plain.contains("end of RIB"));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void refreshesThatBeginFasterThanTheLastAreClearedAwayAreIgnored(IpFamily family) {
        net.announce(FeederAndSink.first(family));
        net.pulled();
        int begun = 0;
        for (int index = 0; index < 1_000; index++) {
            boolean taken = net.fixture.rib.beginRefresh(net.feeder, family);
            begun += taken ? 1 : 0;
            net.announce(index % 2 == 0 ? FeederAndSink.second(family) : FeederAndSink.first(family));
            if (taken) {
                net.fixture.rib.endRefresh(net.feeder, family);
            }
        }
        assertEquals(PeerSources.MAX_ENDING, begun);
        assertEquals(2, net.feeder.accepted(family), "those that were announced since the last that was taken");
        net.fixture.settle();
        assertEquals(true, net.fixture.rib.beginRefresh(net.feeder, family), "all is cleared away");
        net.announce(FeederAndSink.second(family));
        net.fixture.rib.endRefresh(net.feeder, family);
        net.fixture.settle();
        net.pulled();
        assertEquals(1, net.feeder.accepted(family));
        assertEquals(List.of(), net.fixture.rib.paths(FeederAndSink.first(family)));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void refusedOnesThatAreNotConfirmedAreForgotten(IpFamily family) {
        net.announce(FeederAndSink.first(family), RibFixture.OUR_AS);
        assertEquals(1, net.feeder.refused(family));
        net.fixture.rib.beginRefresh(net.feeder, family);
        net.fixture.rib.endRefresh(net.feeder, family);
        assertEquals(0, net.feeder.refused(family));
    }
}
