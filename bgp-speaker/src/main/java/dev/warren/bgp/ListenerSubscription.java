package dev.warren.bgp;

import org.jspecify.annotations.Nullable;

/** A listener that hears everything at once, until it is closed. */
final class ListenerSubscription implements Speaker.Subscribed {
    private final RibTurn turn;
    private final RibLoop loop;
    /** On the RIB thread; null before it began and after it ended. */
    private @Nullable Subscription subscription;

    private ListenerSubscription(RibTurn turn, RibLoop loop) {
        this.turn = turn;
        this.loop = loop;
    }

    static ListenerSubscription open(SpeakerListener listener, RibTurn turn, RibLoop loop) {
        ListenerSubscription opened = new ListenerSubscription(turn, loop);
        loop.execute(() -> opened.subscription = turn.subscribe(listener, () -> Integer.MAX_VALUE));
        return opened;
    }

    @Override
    public void close() {
        loop.execute(() -> {
            if (subscription != null) {
                turn.unsubscribe(subscription);
                subscription = null;
            }
        });
    }
}
