package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Capability;
import dev.warren.bgp.wire.KeepAlive;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.Open;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerFsmTest {
    private static final Asn OURS = Asn.of(64512);
    private static final Asn THEIRS = Asn.of(64600);
    private static final Open OPEN = open(THEIRS, 90, 0x0a000002);

    private final List<FsmAction> actions = new ArrayList<>();
    private PeerFsm fsm = machine(false, "10.0.0.1");
    private long now = 1_000_000;

    private static PeerFsm machine(boolean passive, String routerId) {
        FsmConfig config = new FsmConfig(
                OURS,
                RouterId.parse(routerId),
                THEIRS,
                Offer.of(Set.of(IpFamily.V4, IpFamily.V6)),
                30,
                5_000,
                passive,
                0);
        return new PeerFsm(config, new SplittableRandom(1));
    }

    private static Open open(Asn asn, int holdTime, int id) {
        return new Open(
                asn.twoOctets(),
                holdTime,
                id,
                List.of(
                        new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                        new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
                        new Capability.FourOctetAs(asn)));
    }

    private List<FsmAction> feed(FsmEvent event) {
        List<FsmAction> done = fsm.handle(event, now);
        actions.addAll(done);
        return done;
    }

    private List<FsmAction> receive(Message message) {
        return feed(new FsmEvent.Received(Side.OUTGOING, message));
    }

    private void reach(SessionState state) {
        List<Runnable> steps = List.of(
                () -> {},
                () -> feed(new FsmEvent.Start()),
                () -> feed(new FsmEvent.ConnectFailed("refused")),
                () -> {
                    fsm = machine(false, "10.0.0.1");
                    feed(new FsmEvent.Start());
                    feed(new FsmEvent.Connected(Side.OUTGOING));
                },
                () -> receive(OPEN),
                () -> receive(KeepAlive.KEEPALIVE));
        List<SessionState> order = List.of(SessionState.values());
        for (int step = 0; step <= order.indexOf(state); step++) {
            steps.get(step).run();
        }
        assertEquals(state, fsm.state());
        actions.clear();
    }

    private static Stream<Notification> sent(List<FsmAction> actions) {
        return actions.stream()
                .filter(FsmAction.Send.class::isInstance)
                .map(action -> ((FsmAction.Send) action).message())
                .filter(Notification.class::isInstance)
                .map(Notification.class::cast);
    }

    private static FsmEvent event(String name) {
        Update update = Update.endOfRib(IpFamily.V4);
        return switch (name) {
            case "start" -> new FsmEvent.Start();
            case "stop" -> new FsmEvent.Stop(Notification.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN), "stop");
            case "reset" -> new FsmEvent.Reset(Notification.of(NotificationCode.MAXIMUM_PREFIXES_REACHED), "limit");
            case "tick" -> new FsmEvent.Tick();
            case "connected" -> new FsmEvent.Connected(Side.OUTGOING);
            case "incoming" -> new FsmEvent.Connected(Side.INCOMING);
            case "failed" -> new FsmEvent.ConnectFailed("refused");
            case "closed" -> new FsmEvent.Closed(Side.OUTGOING, "closed");
            case "open" -> new FsmEvent.Received(Side.OUTGOING, OPEN);
            case "keepalive" -> new FsmEvent.Received(Side.OUTGOING, KeepAlive.KEEPALIVE);
            case "update" -> new FsmEvent.Received(Side.OUTGOING, update);
            case "refresh" -> new FsmEvent.Received(Side.OUTGOING, new RouteRefresh(AddressFamily.IPV4_UNICAST, 0));
            case "notification" -> new FsmEvent.Received(Side.OUTGOING, Notification.of(NotificationCode.CEASE));
            case "malformed" ->
                new FsmEvent.Malformed(Side.OUTGOING, Notification.of(NotificationCode.BAD_MESSAGE_TYPE), "type 9");
            case "blocked" -> new FsmEvent.SendBlocked(Side.OUTGOING);
            case "progress" -> new FsmEvent.SendProgress(Side.OUTGOING, false);
            case "paused" -> new FsmEvent.ReadsPaused(Side.OUTGOING);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /**
     * Every event in every state, in the order Idle, Connect, Active, OpenSent, OpenConfirm, Established: the letter of the state
     * after it (I C A S O E), and the NOTIFICATION sent, if any. A first error begins anew at once: C.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "start,        C,    C, A, S,     O,     E",
        "stop,         I,    I, I, I6/2,  I6/2,  I6/2",
        "reset,        I,    C, A, S,     O,     I6/1",
        "tick,         I,    C, A, S,     O,     E",
        "connected,    I,    S, A, S,     O,     E",
        "incoming,     I,    S, S, S,     O,     E6/7",
        "failed,       I,    A, A, S,     O,     E",
        "closed,       I,    A, A, A,     C,     C",
        "open,         I,    C, A, O,     C5/2,  C5/3",
        "keepalive,    I,    C, A, C5/1,  E,     E",
        "update,       I,    C, A, C5/1,  C5/2,  E",
        "refresh,      I,    C, A, C5/1,  C5/2,  E",
        "notification, I,    C, A, C,     C,     C",
        "malformed,    I,    C, A, C1/3,  C1/3,  C1/3",
        "blocked,      I,    C, A, S,     O,     E",
        "progress,     I,    C, A, S,     O,     E",
        "paused,       I,    C, A, S,     O,     E"
    })
    void everyEventInEveryState(
            String event, String idle, String connect, String active, String sent, String confirm, String established) {
        List<String> expected = List.of(idle, connect, active, sent, confirm, established);
        List<SessionState> states = List.of(SessionState.values());
        for (int index = 0; index < states.size(); index++) {
            fsm = machine(false, "10.0.0.1");
            reach(states.get(index));
            List<FsmAction> done = feed(event(event));
            String letter = List.of("I", "C", "A", "S", "O", "E").get(states.indexOf(fsm.state()));
            String notification = sent(done)
                    .map(message -> message.code() + "/" + message.subcode())
                    .findFirst()
                    .orElse("");
            assertEquals(expected.get(index), letter + notification, event + " in " + states.get(index));
        }
    }

    @Test
    void establishedTellsWhatWasNegotiated() {
        reach(SessionState.OPEN_CONFIRM);
        List<FsmAction> done = receive(KeepAlive.KEEPALIVE);
        FsmAction.Up up = assertInstanceOf(FsmAction.Up.class, done.getFirst());
        assertEquals(30, up.negotiated().holdTime());
        assertEquals(Set.of(IpFamily.V4, IpFamily.V6), up.negotiated().families());
        assertTrue(up.negotiated().external() && up.negotiated().fourOctetAs());
    }

    @ParameterizedTest
    @CsvSource({"64601, 90, 167772162, 2", "64600, 2, 167772162, 6", "64600, 90, 0, 3"})
    void badOpensAreRefused(long asn, int holdTime, int id, int subcode) {
        reach(SessionState.OPEN_SENT);
        Notification refusal =
                sent(receive(open(Asn.of(asn), holdTime, id))).findFirst().orElseThrow();
        assertEquals(2, refusal.code());
        assertEquals(subcode, refusal.subcode());
    }

    private static Open restartable(boolean notification) {
        List<Capability> capabilities = new ArrayList<>(OPEN.capabilities());
        capabilities.add(new Capability.GracefulRestart(
                false,
                notification,
                120,
                List.of(new Capability.GracefulRestart.Kept(AddressFamily.IPV4_UNICAST, true))));
        return new Open(OPEN.as(), OPEN.holdTime(), OPEN.identifier(), capabilities);
    }

    private void establishRestartable(boolean notification) {
        reach(SessionState.OPEN_SENT);
        receive(restartable(notification));
        receive(KeepAlive.KEEPALIVE);
        assertEquals(SessionState.ESTABLISHED, fsm.state());
        actions.clear();
    }

    /** RFC 4724 section 4.2, RFC 8538 section 4: whether the routes of the neighbour stay, by how its session ends. */
    @ParameterizedTest(name = "{0}, notification support {1}: {2}")
    @CsvSource({
        "closed, false, true, ''",
        "closed, true, true, ''",
        "notification, false, false, ''",
        "notification, true, true, ''",
        "hard, true, false, ''",
        "malformed, false, false, 1/3",
        "malformed, true, true, 1/3",
        "stop, false, false, 6/2",
        "stop, true, false, 6/9",
        "reset, false, false, 6/1",
        "reset, true, false, 6/9",
        "suspend, true, true, ''"
    })
    void routesOutliveASession(String how, boolean notification, boolean stay, String sent) {
        establishRestartable(notification);
        feed(
                switch (how) {
                    case "hard" ->
                        new FsmEvent.Received(
                                Side.OUTGOING,
                                Notification.of(NotificationCode.ADMINISTRATIVE_RESET)
                                        .asHardReset());
                    case "suspend" -> new FsmEvent.Suspend("restart");
                    default -> event(how);
                });
        FsmAction.Down down = actions.stream()
                .filter(FsmAction.Down.class::isInstance)
                .map(FsmAction.Down.class::cast)
                .findFirst()
                .orElseThrow();
        assertEquals(stay, down.graceful());
        assertEquals(
                sent,
                sent(actions)
                        .map(message -> message.code() + "/" + message.subcode())
                        .findFirst()
                        .orElse(""));
    }

    @Test
    void oneThatHasRestartedReplacesItsOldSession() {
        establishRestartable(false);
        feed(new FsmEvent.Connected(Side.INCOMING));
        assertEquals(SessionState.ESTABLISHED, fsm.state(Side.OUTGOING), "an OPEN has to come first");
        feed(new FsmEvent.Received(Side.INCOMING, restartable(false)));
        feed(new FsmEvent.Received(Side.INCOMING, KeepAlive.KEEPALIVE));
        assertEquals(SessionState.ESTABLISHED, fsm.state(Side.INCOMING));
        assertEquals(List.of(), sent(actions).toList());
        List<Boolean> downs = actions.stream()
                .filter(FsmAction.Down.class::isInstance)
                .map(action -> ((FsmAction.Down) action).graceful())
                .toList();
        assertEquals(List.of(true), downs);
    }

    /** RFC 6286 section 2.1: identifiers are unique within an AS. */
    @Test
    void onlyAnotherAsMayHaveOurRouterId() {
        reach(SessionState.OPEN_SENT);
        receive(open(THEIRS, 90, RouterId.parse("10.0.0.1").bits()));
        assertEquals(SessionState.OPEN_CONFIRM, fsm.state());
        fsm = new PeerFsm(
                new FsmConfig(
                        OURS, RouterId.parse("10.0.0.1"), OURS, Offer.of(Set.of(IpFamily.V4)), 30, 5_000, false, 0),
                new SplittableRandom(1));
        feed(new FsmEvent.Start());
        feed(new FsmEvent.Connected(Side.OUTGOING));
        actions.clear();
        receive(open(OURS, 90, RouterId.parse("10.0.0.1").bits()));
        assertTrue(sent(actions).anyMatch(message -> message.is(NotificationCode.BAD_BGP_IDENTIFIER)));
    }

    @Test
    void keepalivesAreSentAndSilenceEndsTheSession() {
        reach(SessionState.ESTABLISHED);
        long silentSince = now;
        int keepalives = 0;
        while (fsm.state() == SessionState.ESTABLISHED) {
            now = fsm.nextDeadline();
            for (FsmAction action : feed(new FsmEvent.Tick())) {
                keepalives += action.equals(new FsmAction.Send(Side.OUTGOING, KeepAlive.KEEPALIVE)) ? 1 : 0;
            }
        }
        assertEquals(30_000, now - silentSince);
        assertTrue(keepalives >= 3 && keepalives <= 4, keepalives + " keepalives");
        assertTrue(sent(actions).anyMatch(message -> message.is(NotificationCode.HOLD_TIMER_EXPIRED)));
        assertTrue(actions.stream().anyMatch(FsmAction.Down.class::isInstance));
    }

    @Test
    void aNeighbourThatReadsNothingEndsBySendHold() {
        reach(SessionState.ESTABLISHED);
        feed(new FsmEvent.SendBlocked(Side.OUTGOING));
        long blockedSince = now;
        while (fsm.state() == SessionState.ESTABLISHED) {
            now += 1_000;
            receive(KeepAlive.KEEPALIVE);
            feed(new FsmEvent.Tick());
        }
        assertEquals(480_000, now - blockedSince);
        assertTrue(sent(actions).anyMatch(message -> message.is(NotificationCode.SEND_HOLD_TIMER_EXPIRED)));
    }

    @Test
    void octetsThatAreTakenRestartSendHold() {
        reach(SessionState.ESTABLISHED);
        feed(new FsmEvent.SendBlocked(Side.OUTGOING));
        for (int minutes = 0; minutes < 30; minutes++) {
            now += 60_000;
            feed(new FsmEvent.ReadsPaused(Side.OUTGOING));
            feed(new FsmEvent.SendProgress(Side.OUTGOING, true));
            feed(new FsmEvent.Tick());
        }
        assertEquals(SessionState.ESTABLISHED, fsm.state());
    }

    @Test
    void holdTimeZeroHasNoTimers() {
        fsm = machine(false, "10.0.0.1");
        feed(new FsmEvent.Start());
        feed(new FsmEvent.Connected(Side.OUTGOING));
        receive(open(THEIRS, 0, 0x0a000002));
        receive(KeepAlive.KEEPALIVE);
        assertEquals(SessionState.ESTABLISHED, fsm.state());
        assertEquals(Long.MAX_VALUE, fsm.nextDeadline());
    }

    /** The side with the greater router id keeps the connection that it opened, whichever OPEN comes first. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, INCOMING, true",
        "10.0.0.1, INCOMING, false",
        "10.0.0.9, OUTGOING, true",
        "10.0.0.9, OUTGOING, false"
    })
    void collisionKeepsTheRightConnection(String ourId, Side kept, boolean outgoingFirst) {
        fsm = machine(false, ourId);
        feed(new FsmEvent.Start());
        feed(new FsmEvent.Connected(Side.OUTGOING));
        feed(new FsmEvent.Connected(Side.INCOMING));
        Side first = outgoingFirst ? Side.OUTGOING : Side.INCOMING;
        Side second = outgoingFirst ? Side.INCOMING : Side.OUTGOING;
        feed(new FsmEvent.Received(first, OPEN));
        feed(new FsmEvent.Received(second, OPEN));
        Side lost = kept == Side.OUTGOING ? Side.INCOMING : Side.OUTGOING;
        assertEquals(SessionState.OPEN_CONFIRM, fsm.state(kept));
        assertFalse(fsm.state(lost).compareTo(SessionState.OPEN_SENT) >= 0);
        assertTrue(actions.contains(
                new FsmAction.Send(lost, Notification.of(NotificationCode.CONNECTION_COLLISION_RESOLUTION))));
        feed(new FsmEvent.Received(kept, KeepAlive.KEEPALIVE));
        assertEquals(SessionState.ESTABLISHED, fsm.state(kept));
    }

    @Test
    void passiveNeverConnects() {
        fsm = machine(true, "10.0.0.1");
        assertTrue(feed(new FsmEvent.Start()).stream().noneMatch(FsmAction.Connect.class::isInstance));
        feed(new FsmEvent.Connected(Side.INCOMING));
        feed(new FsmEvent.Received(Side.INCOMING, OPEN));
        feed(new FsmEvent.Received(Side.INCOMING, KeepAlive.KEEPALIVE));
        assertEquals(SessionState.ESTABLISHED, fsm.state());
        feed(new FsmEvent.Closed(Side.INCOMING, "closed"));
        assertEquals(SessionState.ACTIVE, fsm.state());
        assertTrue(actions.stream().noneMatch(FsmAction.Connect.class::isInstance));
    }

    @Test
    void repeatedErrorsAreDamped() {
        feed(new FsmEvent.Start());
        long longest = 0;
        for (int round = 0; round < 10; round++) {
            feed(new FsmEvent.Connected(Side.OUTGOING));
            receive(open(Asn.of(1), 90, 7));
            if (fsm.state() == SessionState.IDLE) {
                longest = Math.max(longest, fsm.nextDeadline() - now);
                now = fsm.nextDeadline();
                feed(new FsmEvent.Tick());
            }
        }
        assertTrue(longest >= 3_750 && longest <= 5_000, longest + " ms");
    }

    @Test
    void randomEventsNeverThrowAndTellEveryChange() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> names = List.of(
                "start",
                "stop",
                "reset",
                "tick",
                "connected",
                "incoming",
                "failed",
                "closed",
                "open",
                "keepalive",
                "update",
                "notification",
                "malformed",
                "blocked",
                "progress");
        for (int round = 0; round < 50_000; round++) {
            FsmEvent event = event(names.get(random.nextInt(names.size())));
            if (event instanceof FsmEvent.Received(Side _, Message message) && random.nextBoolean()) {
                event = new FsmEvent.Received(Side.INCOMING, message);
            }
            now += random.nextInt(10_000);
            SessionState before = fsm.state();
            List<FsmAction> done = fsm.handle(event, now);
            Optional<FsmAction.StateChanged> told = done.stream()
                    .filter(FsmAction.StateChanged.class::isInstance)
                    .map(FsmAction.StateChanged.class::cast)
                    .findFirst();
            assertEquals(before != fsm.state(), told.isPresent(), "seed " + seed);
        }
    }
}
