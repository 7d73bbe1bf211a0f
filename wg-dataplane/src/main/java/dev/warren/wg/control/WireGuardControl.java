package dev.warren.wg.control;

import java.io.IOException;
import java.util.List;

/** The configuration of one WireGuard interface. Methods may be called from any thread; calls are serialised inside. */
public interface WireGuardControl extends AutoCloseable {

    /**
     * The whole state, AllowedIPs included.
     *
     * @throws WireGuardException if the device refuses
     * @throws IOException if there is no such device, or it doesn't answer in time
     */
    DeviceState read() throws IOException;

    /**
     * What the device has of its peers, but no AllowedIPs: to be asked often, however many prefixes there are. A device that can
     * only tell everything is asked for everything.
     *
     * @throws WireGuardException if the device refuses
     * @throws IOException if there is no such device, or it doesn't answer in time
     */
    List<PeerState> peers() throws IOException;

    /**
     * Makes a change. First come the settings, new peers and added AllowedIPs, then removed AllowedIPs, then removed peers, each
     * in the order given; so a prefix that leaves one peer for another in one change is moved without a gap. A large change is
     * made in several steps; if one fails, those before it stay made.
     *
     * @throws WireGuardException if the device refuses; it has the errno
     * @throws IOException if a key file can't be used, there is no such device, or it doesn't answer in time
     */
    void apply(DeviceChange change) throws IOException;

    @Override
    void close();
}
