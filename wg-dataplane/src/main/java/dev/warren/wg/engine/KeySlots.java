package dev.warren.wg.engine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The three keypairs of a peer: the one it sends with, the one before, whose packets may still be on their way, and as
 * responder the next, unused until the initiator's first packet proves that it has it. Changed under this object's monitor;
 * dropped keypairs go to the graveyard once no slot has them, so that a pass which begins later can't find them.
 */
final class KeySlots {
    private final Consumer<Keypair> graveyard;
    private volatile @Nullable Keypair current;
    private @Nullable Keypair previous;
    private volatile @Nullable Keypair next;

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
        bury(waiting != null ? replaced : null);
        bury(oldest);
    }

    synchronized void installAsResponder(Keypair made) {
        Keypair unconfirmed = next;
        Keypair oldest = previous;
        next = made;
        previous = null;
        bury(unconfirmed);
        bury(oldest);
    }

    /** Makes a keypair that was just used by the other side the current one; false if it is not the next. */
    boolean promote(Keypair used) {
        if (next != used) {
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
            return true;
        }
    }

    synchronized boolean hasAny() {
        return current != null || previous != null || next != null;
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
    }

    private void bury(@Nullable Keypair keypair) {
        if (keypair != null) {
            graveyard.accept(keypair);
        }
    }
}
