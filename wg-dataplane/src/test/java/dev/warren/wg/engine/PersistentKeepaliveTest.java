package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.wg.crypto.Secret;
import dev.warren.wg.noise.Identity;
import dev.warren.wg.noise.Messages;
import org.junit.jupiter.api.Test;

/** A peer with a persistent keepalive is called in whatever order the configuration comes. */
class PersistentKeepaliveTest {
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("192.0.2.2:2000", 2);

    @Test
    void whenTheEndpointComesAfterTheInterval() {
        Peer peer = a.add(b, false);
        b.add(a, false);
        a.device.configure(c -> {
            c.setPersistentKeepalive(peer, 5);
            return c;
        });
        network.pass(20);
        assertEquals(0, network.count(Messages.INITIATION));
        a.device.configure(c -> {
            c.setEndpoint(peer, b.endpoint);
            return c;
        });
        network.pass(11);
        assertTrue(network.count(Messages.TRANSPORT) >= 3, "keepalives: " + network.count(Messages.TRANSPORT));
    }

    @Test
    void whenThePrivateKeyIsChangedLater() {
        Peer peer = a.add(b, true);
        a.device.configure(c -> {
            c.setPersistentKeepalive(peer, 5);
            return c;
        });
        byte[] key = new byte[32];
        key[7] = 77;
        Identity changed = new Identity(Secret.consuming(key.clone()));
        b.device.configure(c -> c.addPeer(dev.warren.net.PublicKey.of(changed.publicKey())));
        a.device.configure(c -> {
            c.setPrivateKey(Secret.consuming(key));
            return c;
        });
        network.pass(11);
        assertEquals(1, network.count(Messages.RESPONSE));
        assertTrue(network.count(Messages.TRANSPORT) >= 3, "keepalives: " + network.count(Messages.TRANSPORT));
    }
}
