package dev.warren.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lab")
class RouteMonitorLabTest {
    private static MonitorEvent await(BlockingQueue<MonitorEvent> events, Class<? extends MonitorEvent> kind)
            throws InterruptedException {
        while (true) {
            MonitorEvent event = events.poll(10, TimeUnit.SECONDS);
            assertTrue(event != null, "no " + kind.getSimpleName());
            if (kind.isInstance(event)) {
                return event;
            }
        }
    }

    @Test
    void whatOthersChangeIsReported() throws Exception {
        try (LabNamespace namespace = LabNamespace.create()) {
            BlockingQueue<MonitorEvent> events = new LinkedBlockingQueue<>();
            try (RouteMonitor monitor =
                    namespace.inside(() -> RouteNetlink.monitor(EnumSet.allOf(MonitorGroup.class), events::addAll))) {
                namespace.run("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1");
                await(events, MonitorEvent.LinkChanged.class);
                namespace.run("ip", "address", "add", "192.0.2.1/24", "dev", "v0");
                MonitorEvent.AddressChanged address =
                        (MonitorEvent.AddressChanged) await(events, MonitorEvent.AddressChanged.class);
                assertEquals(IpAddress.parse("192.0.2.1"), address.address().address());
                namespace.run("ip", "-6", "route", "add", "unreachable", "fd00::/8", "table", "7");
                Prefix added = Prefix.parse("fd00::/8");
                Prefix seen = Prefix.DEFAULT_V6;
                while (!seen.equals(added)) {
                    seen = ((MonitorEvent.RouteChanged) await(events, MonitorEvent.RouteChanged.class))
                            .route()
                            .destination();
                }
                namespace.run("ip", "rule", "add", "pref", "7", "lookup", "7");
                assertEquals(
                        IpFamily.V4,
                        ((MonitorEvent.RuleAdded) await(events, MonitorEvent.RuleAdded.class))
                                .rule()
                                .family());
                namespace.run("ip", "link", "delete", "v0");
                await(events, MonitorEvent.LinkRemoved.class);
                assertTrue(monitor != null);
            }
            namespace.run("ip", "rule", "add", "pref", "8", "lookup", "7");
            events.clear();
            assertEquals(List.of(), new ArrayList<>(events));
        }
    }

    @Test
    void lostNoticesAreReported() throws Exception {
        try (LabNamespace namespace = LabNamespace.create();
                RouteNetlink netlink = namespace.inside(RouteNetlink::open)) {
            CountDownLatch flooded = new CountDownLatch(1);
            BlockingQueue<MonitorEvent> events = new LinkedBlockingQueue<>();
            MonitorListener slow = batch -> {
                events.addAll(batch);
                try {
                    flooded.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            };
            try (RouteMonitor monitor =
                    namespace.inside(() -> RouteNetlink.monitor(EnumSet.of(MonitorGroup.V4_ROUTES), slow))) {
                List<RouteChange> changes = new ArrayList<>();
                for (int i = 0; i < 40_000; i++) {
                    changes.add(
                            new RouteChange.Add(Route.unreachable(new Prefix(IpAddress.ofV4(i << 8), 24), 7, 182, 1)));
                }
                assertEquals(List.of(), netlink.changeRoutes(changes));
                flooded.countDown();
                await(events, MonitorEvent.NoticesLost.class);
                assertTrue(monitor != null);
            }
        }
    }
}
