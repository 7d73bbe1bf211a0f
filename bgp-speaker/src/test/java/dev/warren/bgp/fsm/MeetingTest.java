package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.wire.Message;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two machines and a network between them, in simulated time: they must meet, whatever went wrong before. */
class MeetingTest {
    private static final long RETRY = 5_000;
    private static final Asn AS = Asn.of(64512);
    private static final Set<IpFamily> FAMILIES = Set.of(IpFamily.V4, IpFamily.V6);

    /** Both sides keep each other's routes during a restart. */
    private static final Offer RESTARTABLE = new Offer(
            FAMILIES,
            true,
            true,
            Optional.of(new Offer.Restart(false, 120, FAMILIES, true)),
            Optional.empty(),
            false,
            false,
            Set.of(),
            Set.of());

    private final PriorityQueue<Happening> queue = new PriorityQueue<>();
    private long now;
    private long order;
    private boolean broken = true;
    private Offer offer = Offer.of(FAMILIES);

    /** The longest time that something takes to the other side, beside a millisecond; different for each connection. */
    private int delay;

    private SplittableRandom random = new SplittableRandom(0);

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

        /** When the last that was sent on a connection is there: nothing overtakes it. */
        private final Map<Integer, Long> arrivals = new HashMap<>();

        /** How often we ended a session on which the neighbour still spoke. */
        private int flaps;

        private int closed;

        Router(String id, long seed) {
            FsmConfig config = new FsmConfig(AS, RouterId.parse(id), AS, offer, 30, RETRY, false, 0);
            fsm = new PeerFsm(config, new SplittableRandom(seed));
        }

        void feed(FsmEvent event) {
            for (FsmAction action : fsm.handle(event, now)) {
                switch (action) {
                    case FsmAction.Connect() -> connect();
                    case FsmAction.Close(Side side) -> {
                        closed = connections.getOrDefault(side, 0);
                        cut(side);
                    }
                    case FsmAction.Send(Side side, Message message) -> send(side, message);
                    case FsmAction.Succeed() -> connections.put(Side.INCOMING, connections.remove(Side.SUCCESSOR));
                    case FsmAction.Down _ -> flaps += peer.connections.containsValue(closed) ? 1 : 0;
                    case FsmAction.Up _, FsmAction.Deliver _, FsmAction.StateChanged _ -> {}
                }
            }
        }

        private void connect() {
            int connection = (int) ++order;
            connections.put(Side.OUTGOING, connection);
            in(2 + random.nextInt(delay + 1), () -> {
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
            Side side = fsm.state(Side.INCOMING).compareTo(SessionState.OPEN_SENT) > 0 ? Side.SUCCESSOR : Side.INCOMING;
            Integer before = connections.get(side);
            if (before != null) {
                cut(side);
                feed(new FsmEvent.Closed(side, "another one"));
            }
            connections.put(side, connection);
            feed(new FsmEvent.Connected(side));
        }

        private boolean uses(Side side, int connection) {
            return connections.getOrDefault(side, 0) == connection;
        }

        private void cut(Side side) {
            Integer connection = connections.remove(side);
            if (connection != null) {
                carry(connection, () -> peer.gone(connection));
            }
        }

        private void carry(int connection, Runnable arrival) {
            long due = Math.max(arrivals.getOrDefault(connection, 0L), now + 1 + random.nextInt(delay + 1));
            arrivals.put(connection, due);
            in(due - now, arrival);
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
                carry(connection, () -> peer.receive(connection, message));
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

    /**
     * Both connect at about the same time, and one connection may be much slower than the other one. The neighbour may still choose the
     * other connection after we took this one for established (RFC 4271 section 6.8), but nobody takes the loser for a restarted one.
     */
    @ParameterizedTest(name = "who may restart gracefully: {0}")
    @ValueSource(booleans = {false, true})
    void aCollisionNeverEndsAnEstablishedSession(boolean restartable) {
        offer = restartable ? RESTARTABLE : Offer.of(FAMILIES);
        broken = false;
        delay = 400;
        for (int seed = 0; seed < 2_000; seed++) {
            queue.clear();
            now = 1_000_000;
            random = new SplittableRandom(seed);
            Router left = new Router("10.0.0.1", seed);
            Router right = new Router("10.0.0.2", ~seed);
            left.peer = right;
            right.peer = left;
            left.feed(new FsmEvent.Start());
            in(random.nextInt(3), () -> right.feed(new FsmEvent.Start()));
            runUntil(now + 4 * RETRY, left, right);
            assertEquals(SessionState.ESTABLISHED, left.fsm.state(), "left, seed " + seed);
            assertEquals(SessionState.ESTABLISHED, right.fsm.state(), "right, seed " + seed);
            assertEquals(0, left.flaps + right.flaps, "seed " + seed);
        }
    }
}
