package dev.warren.wg.kernel;

import dev.warren.net.PublicKey;
import dev.warren.wg.control.PeerState;
import java.util.List;
import java.util.Optional;

/**
 * What one message of a dump says. Only the first has the device's own settings; a peer whose prefixes fill a message goes on in
 * the next, which then has its key and the further prefixes only.
 */
record DevicePart(Optional<PublicKey> publicKey, int listenPort, int fwmark, List<PeerState> peers) {}
