package dev.warren.wg.engine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keypairs of a peer: the one it sends with, the one before, whose packets may still be on their way, and as responder
 * the next, unused until the initiator's first packet proves that it has it. When handshakes of both ends cross, each end may
 * go on sending with a keypair that newer ones have pushed out of the other's three slots: the last two of those still receive
 * until the peer uses the current one. Changed under this object's monitor; dropped keypairs go to the graveyard once no slot
 * has them, so that a pass which begins later can't find them.
 */
final class KeySlots {
    private final Consumer<Keypair> graveyard;
    private volatile @Nullable Keypair current;
    private @Nullable Keypair previous;
    private volatile @Nullable Keypair next;
    private volatile @Nullable Keypair pushedOut;
    private @Nullable Keypair pushedOutBefore;

    KeySlots(Consumer<Keypair> graveyard) {
        this.graveyard = graveyard;
    }

    @Nullable
    Keypair current() {
        return current;
    }

    synchronized void installAsInitiator(Keypair made) {
        Keypair waiting = next;
        Keypair replaced = current;
        Keypair oldest = previous;
        current = made;
        next = null;
        previous = waiting != null ? waiting : replaced;
        if (waiting == null) {
            pushOut(oldest);
        } else {
            pushOut(replaced);
            bury(oldest);
        }
    }

    synchronized void installAsResponder(Keypair made) {
        Keypair unconfirmed = next;
        Keypair oldest = previous;
        next = made;
        previous = null;
        bury(unconfirmed);
        pushOut(oldest);
    }

    private void pushOut(@Nullable Keypair keypair) {
        if (keypair != null) {
            Keypair oldest = pushedOutBefore;
            pushedOutBefore = pushedOut;
            pushedOut = keypair;
            bury(oldest);
        }
    }

    private synchronized void forgetPushedOut() {
        Keypair last = pushedOut;
        Keypair before = pushedOutBefore;
        pushedOut = null;
        pushedOutBefore = null;
        bury(last);
        bury(before);
    }

    /** The other side uses a keypair: makes it the current one if it is the next, and returns true then. */
    boolean promote(Keypair used) {
        if (next != used) {
            if (pushedOut != null && used == current) {
                forgetPushedOut();
            }
            return false;
        }
        synchronized (this) {
            if (next != used) {
                return false;
            }
            Keypair oldest = previous;
            previous = current;
            current = used;
            next = null;
            bury(oldest);
            forgetPushedOut();
            return true;
        }
    }

    synchronized boolean hasAny() {
        return current != null || previous != null || next != null || pushedOut != null;
    }

    synchronized void clear() {
        Keypair oldest = previous;
        Keypair used = current;
        Keypair unconfirmed = next;
        previous = null;
        current = null;
        next = null;
        bury(oldest);
        bury(used);
        bury(unconfirmed);
        forgetPushedOut();
    }

    private void bury(@Nullable Keypair keypair) {
        if (keypair != null) {
            graveyard.accept(keypair);
        }
    }
}
