package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.wg.crypto.Secret;
import dev.warren.wg.noise.TransportKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rules of promotion, and that a keypair can't be found any more when it is buried: its keys are wiped soon after. */
class KeySlotsTest {
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node node = network.node("192.0.2.1:1000", 1);
    private final Peer peer = node.add(network.node("192.0.2.2:2000", 2), true);
    private final List<Keypair> buried = new ArrayList<>();
    private final KeySlots slots = new KeySlots(this::bury);
    private int index;

    private void bury(Keypair keypair) {
        assertNotSame(keypair, slots.current(), "a pass that begins now would encrypt with a key that is being wiped");
        assertFalse(slots.promote(keypair), "nor may it come back");
        buried.add(keypair);
    }

    private Keypair made(boolean initiator) {
        return new Keypair(peer, new TransportKeys(new Secret(), new Secret()), initiator, 0, ++index, 0);
    }

    @Test
    void aResponderSendsWithANewKeypairOnlyOnceItWasUsed() {
        Keypair first = made(false);
        slots.installAsResponder(first);
        assertSame(null, slots.current());
        assertTrue(slots.promote(first));
        assertFalse(slots.promote(first));
        Keypair second = made(false);
        slots.installAsResponder(second);
        assertSame(first, slots.current());
        Keypair third = made(false);
        slots.installAsResponder(third);
        assertEquals(List.of(second), buried);
        assertTrue(slots.promote(third));
        assertSame(third, slots.current());
        assertEquals(List.of(second), buried);
    }

    @Test
    void anInitiatorsKeypairKeepsTheUnconfirmedOneForPacketsOnTheirWay() {
        Keypair old = made(true);
        slots.installAsInitiator(old);
        Keypair unconfirmed = made(false);
        slots.installAsResponder(unconfirmed);
        Keypair now = made(true);
        slots.installAsInitiator(now);
        assertSame(now, slots.current());
        assertFalse(slots.promote(unconfirmed));
        assertEquals(List.of(), buried, "the other side may still send with the old one");
        assertFalse(slots.promote(now));
        assertEquals(List.of(old), buried, "it uses the new one");
    }

    @Test
    void theLastTwoThatArePushedOutLastUntilTheCurrentOneIsUsed() {
        List<Keypair> made = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            made.add(made(true));
            slots.installAsInitiator(made.get(i));
            assertEquals(made.subList(0, Math.max(0, i - 3)), buried);
        }
        Keypair unconfirmed = made(false);
        slots.installAsResponder(unconfirmed);
        assertEquals(made.subList(0, 3), buried, "two pushed out, current and next are left");
        slots.promote(unconfirmed);
        assertEquals(
                java.util.Set.copyOf(made.subList(0, 5)),
                java.util.Set.copyOf(buried),
                "current and previous are left");
    }

    @Test
    void everyKeypairIsBuriedOnceAndAtMostFiveAreNot() {
        Random random = new Random(99);
        List<Keypair> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            boolean initiator = random.nextBoolean();
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    Keypair made = made(initiator);
                    all.add(made);
                    if (initiator) {
                        slots.installAsInitiator(made);
                    } else {
                        slots.installAsResponder(made);
                    }
                }
                case 2 -> {
                    if (!all.isEmpty()) {
                        slots.promote(all.getLast());
                    }
                }
                default -> {
                    if (random.nextInt(20) == 0) {
                        slots.clear();
                    }
                }
            }
            assertTrue(all.size() - buried.size() <= 5, "seed 99");
        }
        slots.clear();
        assertEquals(all.size(), buried.size(), "seed 99");
        assertEquals(all.size(), new java.util.HashSet<>(buried).size(), "seed 99");
    }
}
