package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.KeepAlive;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.Open;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PeerFsmTest extends PeerFsmFixture {
    private static final FsmEvent TEN_MINUTES =
            new FsmEvent.Reset(Notification.of(NotificationCode.MAXIMUM_PREFIXES_REACHED), "limit", 600_000);

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

    private void establish(Side side, Open open) {
        fsm = machine(false, "10.0.0.1");
        feed(new FsmEvent.Start());
        feed(new FsmEvent.Connected(side));
        feed(new FsmEvent.Received(side, open));
        feed(new FsmEvent.Received(side, KeepAlive.KEEPALIVE));
        assertEquals(SessionState.ESTABLISHED, fsm.state(side));
        actions.clear();
    }

    private List<Boolean> downs() {
        return actions.stream()
                .filter(FsmAction.Down.class::isInstance)
                .map(action -> ((FsmAction.Down) action).graceful())
                .toList();
    }

    /** RFC 4724 section 5, whichever side had opened the old session. */
    @ParameterizedTest
    @CsvSource({"OUTGOING, INCOMING", "INCOMING, SUCCESSOR"})
    void oneThatHasRestartedReplacesItsOldSession(Side old, Side next) {
        establish(old, restartable(false));
        now += 60_000;
        feed(new FsmEvent.ReadsPaused(old));
        feed(new FsmEvent.Connected(next));
        assertEquals(SessionState.ESTABLISHED, fsm.state(old), "an OPEN has to come first");
        assertEquals(List.of(), downs());
        feed(new FsmEvent.Received(next, restartable(false)));
        feed(new FsmEvent.Received(Side.INCOMING, KeepAlive.KEEPALIVE));
        assertEquals(SessionState.ESTABLISHED, fsm.state(Side.INCOMING));
        assertEquals(List.of(), sent(actions).toList());
        assertEquals(List.of(true), downs());
        assertTrue(actions.contains(new FsmAction.Close(old)));
        assertEquals(next == Side.SUCCESSOR, actions.contains(new FsmAction.Succeed()));
    }

    @ParameterizedTest
    @CsvSource({"OUTGOING, INCOMING", "INCOMING, SUCCESSOR"})
    void oneOfAnotherAsReplacesNothing(Side old, Side next) {
        establish(old, restartable(false));
        now += 60_000;
        feed(new FsmEvent.ReadsPaused(old));
        feed(new FsmEvent.Connected(next));
        feed(new FsmEvent.Received(next, open(Asn.of(64601), 90, 0x0a000002)));
        assertEquals(SessionState.ESTABLISHED, fsm.state(old));
        assertEquals(List.of(), downs());
        assertTrue(actions.contains(new FsmAction.Send(next, Notification.of(NotificationCode.BAD_PEER_AS))));
    }

    /** RFC 4271 section 6.8: without graceful restart the session stays. */
    @ParameterizedTest
    @CsvSource({"OUTGOING, INCOMING", "INCOMING, SUCCESSOR"})
    void anEstablishedSessionWinsIfTheNeighbourCannotRestart(Side old, Side next) {
        establish(old, OPEN);
        now += 60_000;
        feed(new FsmEvent.ReadsPaused(old));
        feed(new FsmEvent.Connected(next));
        assertEquals(SessionState.ESTABLISHED, fsm.state(old));
        assertEquals(SessionState.IDLE, fsm.state(next));
        assertTrue(actions.contains(
                new FsmAction.Send(next, Notification.of(NotificationCode.CONNECTION_COLLISION_RESOLUTION))));
        assertEquals(List.of(), downs());
    }

    /** Its OPEN may come after the KEEPALIVE that the other one's was answered with: they are two connections. */
    @Test
    void theLoserOfACollisionReplacesNothing() {
        fsm = machine(false, "10.0.0.9");
        feed(new FsmEvent.Start());
        feed(new FsmEvent.Connected(Side.OUTGOING));
        feed(new FsmEvent.Connected(Side.INCOMING));
        receive(restartable(false));
        feed(new FsmEvent.Closed(Side.INCOMING, "lost"));
        receive(KeepAlive.KEEPALIVE);
        feed(new FsmEvent.Connected(Side.INCOMING));
        feed(new FsmEvent.Received(Side.INCOMING, restartable(false)));
        assertEquals(SessionState.ESTABLISHED, fsm.state(Side.OUTGOING));
        assertEquals(List.of(), downs());
    }

    /** RFC 5492 section 3: the next OPEN has none, and what the neighbour offers then doesn't count. */
    @Test
    void aNeighbourThatKnowsNoCapabilitiesGetsAnOpenWithoutThem() {
        reach(SessionState.OPEN_SENT);
        receive(Notification.of(NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER));
        assertEquals(SessionState.CONNECT, fsm.state());
        actions.clear();
        feed(new FsmEvent.Connected(Side.OUTGOING));
        assertEquals(List.of(), ourOpen().capabilities());
        receive(OPEN);
        FsmAction.Up up = assertInstanceOf(
                FsmAction.Up.class, receive(KeepAlive.KEEPALIVE).getFirst());
        assertEquals(Set.of(IpFamily.V4), up.negotiated().families());
        assertFalse(up.negotiated().fourOctetAs());
        feed(new FsmEvent.Closed(Side.OUTGOING, "closed"));
        now = fsm.nextDeadline();
        feed(new FsmEvent.Tick());
        actions.clear();
        feed(new FsmEvent.Connected(Side.OUTGOING));
        assertFalse(ourOpen().capabilities().isEmpty(), "the next time it may know them");
    }

    private Open ourOpen() {
        return actions.stream()
                .filter(action -> action instanceof FsmAction.Send send && send.message() instanceof Open)
                .map(action -> (Open) ((FsmAction.Send) action).message())
                .findFirst()
                .orElseThrow();
    }

    /** Not a moment sooner than an operator said. */
    @Test
    void aPauseIsAsLongAsItWasSet() {
        reach(SessionState.ESTABLISHED);
        feed(TEN_MINUTES);
        assertEquals(now + 600_000, fsm.nextDeadline());
    }

    @ParameterizedTest
    @EnumSource
    void aPauseIsOneAlsoForWhoHasLeftMeanwhile(SessionState reached) {
        reach(SessionState.ESTABLISHED);
        feed(new FsmEvent.Closed(Side.OUTGOING, "closed by the neighbour"));
        if (reached != SessionState.IDLE) {
            now = fsm.nextDeadline();
            feed(new FsmEvent.Tick());
            reach(reached);
        }
        actions.clear();
        feed(TEN_MINUTES);
        assertEquals(SessionState.IDLE, fsm.state());
        assertEquals(now + 600_000, fsm.nextDeadline());
        assertEquals(600_000, fsm.heldBack(now));
        boolean speaks = reached.compareTo(SessionState.OPEN_SENT) >= 0;
        assertEquals(
                speaks,
                sent(actions).anyMatch(message -> message.is(NotificationCode.MAXIMUM_PREFIXES_REACHED)),
                () -> actions.toString());
        feed(new FsmEvent.Connected(Side.INCOMING));
        assertEquals(SessionState.IDLE, fsm.state());
    }

    @Test
    void whoIsKeptDownIsNotBroughtUpByAPause() {
        reach(SessionState.ESTABLISHED);
        feed(event("stop"));
        feed(TEN_MINUTES);
        assertEquals(SessionState.IDLE, fsm.state());
        assertEquals(Long.MAX_VALUE, fsm.nextDeadline());
    }

    @Test
    void aPauseEndsTheNextConnectionToo() {
        establish(Side.INCOMING, restartable(false));
        feed(new FsmEvent.Connected(Side.SUCCESSOR));
        feed(event("reset"));
        assertEquals(SessionState.IDLE, fsm.state());
        feed(new FsmEvent.Received(Side.SUCCESSOR, restartable(false)));
        assertEquals(SessionState.IDLE, fsm.state());
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

    /** RFC 6286 section 2.3: where the router ids are the same, the greater AS number, of all four octets, decides. */
    @ParameterizedTest
    @CsvSource({
        "64512, 64600, INCOMING",
        "64600, 64512, OUTGOING",
        "4200000000, 64512, OUTGOING",
        "64512, 4200000000, INCOMING"
    })
    void collisionOfTheSameRouterIdsIsDecidedByAsNumbers(long ours, long theirs, Side kept) {
        for (Side first : List.of(Side.OUTGOING, Side.INCOMING)) {
            RouterId both = RouterId.parse("10.0.0.2");
            Offer offer = Offer.of(Set.of(IpFamily.V4, IpFamily.V6));
            fsm = new PeerFsm(
                    new FsmConfig(Asn.of(ours), both, Asn.of(theirs), offer, 30, 5_000, false, 0),
                    new SplittableRandom(1));
            feed(new FsmEvent.Start());
            feed(new FsmEvent.Connected(Side.OUTGOING));
            feed(new FsmEvent.Connected(Side.INCOMING));
            Side second = first == Side.OUTGOING ? Side.INCOMING : Side.OUTGOING;
            feed(new FsmEvent.Received(first, open(Asn.of(theirs), 90, both.bits())));
            feed(new FsmEvent.Received(second, open(Asn.of(theirs), 90, both.bits())));
            assertEquals(SessionState.OPEN_CONFIRM, fsm.state(kept), () -> first + " first");
            feed(new FsmEvent.Received(kept, KeepAlive.KEEPALIVE));
            assertEquals(SessionState.ESTABLISHED, fsm.state(kept), () -> first + " first");
        }
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
