package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.wire.Message;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two machines and a network between them, in simulated time: they must meet, whatever went wrong before. */
class MeetingTest {
    private static final long RETRY = 5_000;
    private static final Asn AS = Asn.of(64512);

    private final PriorityQueue<Happening> queue = new PriorityQueue<>();
    private long now;
    private long order;
    private boolean broken = true;

    /** What happens at a time; those of one time in the order in which they were arranged. */
    private record Happening(long time, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    /** One router: a machine, and which connection each of its sides is now. */
    private final class Router {
        private final PeerFsm fsm;
        private Router peer = this;
        private final Map<Side, Integer> connections = new EnumMap<>(Side.class);

        Router(String id, long seed) {
            FsmConfig config = new FsmConfig(
                    AS, RouterId.parse(id), AS, Offer.of(Set.of(IpFamily.V4, IpFamily.V6)), 30, RETRY, false, 0);
            fsm = new PeerFsm(config, new SplittableRandom(seed));
        }

        void feed(FsmEvent event) {
            for (FsmAction action : fsm.handle(event, now)) {
                switch (action) {
                    case FsmAction.Connect() -> connect();
                    case FsmAction.Close(Side side) -> cut(side);
                    case FsmAction.Send(Side side, Message message) -> send(side, message);
                    case FsmAction.Up _, FsmAction.Down _, FsmAction.Deliver _, FsmAction.StateChanged _ -> {}
                }
            }
        }

        private void connect() {
            int connection = (int) ++order;
            connections.put(Side.OUTGOING, connection);
            in(2, () -> {
                if (uses(Side.OUTGOING, connection)) {
                    peer.accept(connection);
                    feed(new FsmEvent.Connected(Side.OUTGOING));
                    if (broken) {
                        in(1, () -> gone(connection));
                        in(1, () -> peer.gone(connection));
                    }
                }
            });
        }

        private void accept(int connection) {
            if (connections.containsKey(Side.INCOMING)) {
                in(1, () -> peer.gone(connection));
                return;
            }
            connections.put(Side.INCOMING, connection);
            feed(new FsmEvent.Connected(Side.INCOMING));
        }

        private boolean uses(Side side, int connection) {
            return connections.getOrDefault(side, 0) == connection;
        }

        private void cut(Side side) {
            Integer connection = connections.remove(side);
            if (connection != null) {
                in(1, () -> peer.gone(connection));
            }
        }

        private void gone(int connection) {
            for (Side side : Side.values()) {
                if (uses(side, connection)) {
                    connections.remove(side);
                    feed(new FsmEvent.Closed(side, "closed"));
                }
            }
        }

        private void send(Side side, Message message) {
            Integer connection = connections.get(side);
            if (connection != null) {
                in(1, () -> peer.receive(connection, message));
            }
        }

        private void receive(int connection, Message message) {
            for (Side side : Side.values()) {
                if (uses(side, connection)) {
                    feed(new FsmEvent.Received(side, message));
                    return;
                }
            }
        }
    }

    private void in(long delay, Runnable what) {
        queue.add(new Happening(now + delay, ++order, what));
    }

    private void runUntil(long end, Router... routers) {
        while (now < end) {
            long next = end;
            for (Router router : routers) {
                next = Math.min(next, Math.max(now, router.fsm.nextDeadline()));
            }
            if (!queue.isEmpty()) {
                next = Math.min(next, queue.peek().time());
            }
            now = next;
            while (!queue.isEmpty() && queue.peek().time() <= now) {
                queue.remove().what().run();
            }
            for (Router router : routers) {
                if (router.fsm.nextDeadline() <= now) {
                    router.feed(new FsmEvent.Tick());
                }
            }
        }
    }

    @Test
    void twoThatFailedForAMinuteMeetSoonAfter() {
        for (int seed = 0; seed < 200; seed++) {
            queue.clear();
            now = 1_000_000;
            broken = true;
            Router left = new Router("10.0.0.1", seed);
            Router right = new Router("10.0.0.2", ~seed);
            left.peer = right;
            right.peer = left;
            left.feed(new FsmEvent.Start());
            in(seed, () -> right.feed(new FsmEvent.Start()));
            runUntil(now + 60_000, left, right);
            broken = false;
            runUntil(now + 2 * RETRY, left, right);
            assertEquals(SessionState.ESTABLISHED, left.fsm.state(), "left, seed " + seed);
            assertEquals(SessionState.ESTABLISHED, right.fsm.state(), "right, seed " + seed);
        }
    }
}
