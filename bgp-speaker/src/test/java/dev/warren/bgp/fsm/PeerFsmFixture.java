package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A machine, what it wanted done, and events and messages by name. Ours is AS 64512, 10.0.0.1; the neighbour AS 64600, 10.0.0.2. */
abstract class PeerFsmFixture {
    static final Asn OURS = Asn.of(64512);
    static final Asn THEIRS = Asn.of(64600);
    static final Open OPEN = open(THEIRS, 90, 0x0a000002);

    final List<FsmAction> actions = new ArrayList<>();
    PeerFsm fsm = machine(false, "10.0.0.1");
    long now = 1_000_000;

    static PeerFsm machine(boolean passive, String routerId) {
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

    static Open open(Asn asn, int holdTime, int id) {
        return new Open(
                asn.twoOctets(),
                holdTime,
                id,
                List.of(
                        new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                        new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
                        new Capability.FourOctetAs(asn)));
    }

    List<FsmAction> feed(FsmEvent event) {
        List<FsmAction> done = fsm.handle(event, now);
        actions.addAll(done);
        return done;
    }

    List<FsmAction> receive(Message message) {
        return feed(new FsmEvent.Received(Side.OUTGOING, message));
    }

    void reach(SessionState state) {
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

    static Stream<Notification> sent(List<FsmAction> actions) {
        return actions.stream()
                .filter(FsmAction.Send.class::isInstance)
                .map(action -> ((FsmAction.Send) action).message())
                .filter(Notification.class::isInstance)
                .map(Notification.class::cast);
    }

    static FsmEvent event(String name) {
        return event(name, Side.OUTGOING);
    }

    /** An event by its name; those of a connection on this side. */
    static FsmEvent event(String name, Side side) {
        Update update = Update.endOfRib(IpFamily.V4);
        return switch (name) {
            case "start" -> new FsmEvent.Start();
            case "stop" -> new FsmEvent.Stop(Notification.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN), "stop");
            case "reset" -> new FsmEvent.Reset(Notification.of(NotificationCode.MAXIMUM_PREFIXES_REACHED), "limit", 0);
            case "suspend" -> new FsmEvent.Suspend("restart");
            case "tick" -> new FsmEvent.Tick();
            case "connected" -> new FsmEvent.Connected(side);
            case "incoming" -> new FsmEvent.Connected(Side.INCOMING);
            case "successor" -> new FsmEvent.Connected(Side.SUCCESSOR);
            case "failed" -> new FsmEvent.ConnectFailed("refused");
            case "closed" -> new FsmEvent.Closed(side, "closed");
            case "open" -> new FsmEvent.Received(side, OPEN);
            case "keepalive" -> new FsmEvent.Received(side, KeepAlive.KEEPALIVE);
            case "update" -> new FsmEvent.Received(side, update);
            case "refresh" -> new FsmEvent.Received(side, new RouteRefresh(AddressFamily.IPV4_UNICAST, 0));
            case "notification" -> new FsmEvent.Received(side, Notification.of(NotificationCode.CEASE));
            case "malformed" ->
                new FsmEvent.Malformed(side, Notification.of(NotificationCode.BAD_MESSAGE_TYPE), "type 9");
            case "blocked" -> new FsmEvent.SendBlocked(side);
            case "progress" -> new FsmEvent.SendProgress(side, false);
            case "paused" -> new FsmEvent.ReadsPaused(side);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Open restartable(boolean notification) {
        List<Capability> capabilities = new ArrayList<>(OPEN.capabilities());
        capabilities.add(new Capability.GracefulRestart(
                false,
                notification,
                120,
                List.of(new Capability.GracefulRestart.Kept(AddressFamily.IPV4_UNICAST, true))));
        return new Open(OPEN.as(), OPEN.holdTime(), OPEN.identifier(), capabilities);
    }
}
