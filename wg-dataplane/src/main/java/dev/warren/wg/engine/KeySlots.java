package dev.warren.wg.engine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The three keypairs of a peer: the one it sends with, the one before, whose packets may still be on their way, and as
 * responder the next, unused until the initiator's first packet proves that it has it. Changed under this object's monitor;
 * dropped keypairs go to the graveyard.
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
        if (waiting != null) {
            next = null;
            bury(current);
            bury(previous);
            previous = waiting;
        } else {
            bury(previous);
            previous = current;
        }
        current = made;
    }

    synchronized void installAsResponder(Keypair made) {
        bury(next);
        next = made;
        bury(previous);
        previous = null;
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
            bury(previous);
            previous = current;
            current = used;
            next = null;
            return true;
        }
    }

    synchronized boolean hasAny() {
        return current != null || previous != null || next != null;
    }

    synchronized void clear() {
        bury(previous);
        bury(current);
        bury(next);
        previous = null;
        current = null;
        next = null;
    }

    private void bury(@Nullable Keypair keypair) {
        if (keypair != null) {
            graveyard.accept(keypair);
        }
    }
}
