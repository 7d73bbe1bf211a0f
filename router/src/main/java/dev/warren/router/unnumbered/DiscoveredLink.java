package dev.warren.router.unnumbered;

import dev.warren.linux.libc.LibcException;
import dev.warren.linux.ndp.RouterDiscoverySocket;
import dev.warren.linux.ndp.RouterMessage;
import dev.warren.linux.netlink.InterfaceAddress;
import dev.warren.linux.netlink.Link;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.topology.SessionAddresses;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Router discovery on the link of one upstream. One thread's. */
final class DiscoveredLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveredLink.class);

    /** How many messages one look takes at most; what is more waits, or the kernel drops it. */
    private static final int BURST = 64;

    private final String interfaceName;
    private final RouteNetlink netlink;
    private final LinkNeighbour neighbour = new LinkNeighbour();
    private @Nullable RouterDiscoverySocket socket;
    private Pace pace = new Pace(System.nanoTime(), new SplittableRandom());
    private int index;
    private Optional<IpAddress> own = Optional.empty();
    private Optional<IpAddress> stranger = Optional.empty();

    DiscoveredLink(String interfaceName, RouteNetlink netlink) {
        this.interfaceName = interfaceName;
        this.netlink = netlink;
    }

    /** What to wait for; empty while there is no link. */
    OptionalInt descriptor() {
        return socket == null ? OptionalInt.empty() : OptionalInt.of(socket.fd());
    }

    /**
     * What a look found.
     *
     * @param addresses the ends of the session
     * @param interfaceIndex the link's number: an interface that is made anew has another one, and sockets bound to the old one are dead
     */
    record Found(SessionAddresses addresses, int interfaceIndex) {}

    /**
     * Hears what is there, and says that we are here if it is time.
     *
     * @param established the session over this link is up
     * @return where the session should be; empty while one end isn't known
     */
    Optional<Found> look(boolean established, long now) throws NetlinkException {
        Optional<Link> link = netlink.link(interfaceName).filter(present -> present.up() && present.carrier());
        try {
            RouterDiscoverySocket open = link.isPresent() ? open(link.get(), now) : null;
            if (open == null) {
                close();
            } else {
                own = linkLocal(index);
                hear(open, established, now);
                speak(open, now);
            }
        } catch (LibcException failure) {
            LOG.debug("event=discovery-failed interface={} reason=\"{}\"", interfaceName, failure.getMessage());
            close();
        }
        return own.flatMap(ours ->
                neighbour.address().map(theirs -> new Found(new SessionAddresses(theirs, ours), index)));
    }

    private RouterDiscoverySocket open(Link link, long now) throws LibcException {
        RouterDiscoverySocket present = socket;
        if (present != null && index == link.index()) {
            return present;
        }
        close();
        RouterDiscoverySocket opened = RouterDiscoverySocket.open(link.index(), interfaceName);
        socket = opened;
        index = link.index();
        pace = new Pace(now, new SplittableRandom());
        return opened;
    }

    private Optional<IpAddress> linkLocal(int interfaceIndex) throws NetlinkException {
        return netlink.addresses(interfaceIndex).stream()
                .map(InterfaceAddress::address)
                .filter(IpAddress::isLinkLocal)
                .filter(address -> address.family() == IpFamily.V6)
                .findFirst();
    }

    private void hear(RouterDiscoverySocket open, boolean established, long now) throws LibcException {
        for (int count = 0; count < BURST; count++) {
            RouterDiscoverySocket.Received received = open.receive();
            if (!received.any()) {
                return;
            }
            received.message().ifPresent(message -> {
                switch (message) {
                    case RouterMessage.Solicitation() -> pace.asked(now);
                    case RouterMessage.Advertisement(IpAddress source) -> heard(source, established, now);
                }
            });
        }
    }

    private void heard(IpAddress source, boolean established, long now) {
        if (own.filter(source::equals).isPresent() || neighbour.heard(source, established, now)) {
            return;
        }
        if (neighbour.isOpen()) {
            pace.asked(now);
        } else if (stranger.filter(source::equals).isEmpty()) {
            stranger = Optional.of(source);
            LOG.warn(
                    "event=second-router interface={} address={} neighbour={} remedy=\"an unnumbered upstream needs a link of its own\"",
                    interfaceName,
                    source,
                    neighbour.address().map(Object::toString).orElse(""));
        }
    }

    private void speak(RouterDiscoverySocket open, long now) throws LibcException {
        if (own.isPresent() && pace.isDue(now)) {
            open.advertise();
            if (neighbour.isOpen()) {
                open.solicit();
            }
            pace.sent(now);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
