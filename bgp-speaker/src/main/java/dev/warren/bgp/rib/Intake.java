package dev.warren.bgp.rib;

import dev.warren.bgp.wire.UpdateScanner.Routes;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes announced and withdrawn prefixes of one family into its table, past import filter and prefix limit; from the octets of a
 * message without an object per prefix, or as values.
 */
final class Intake {
    private final FamilyTable table;
    private final IpFamily family;
    private final Consumer<RibEvent> events;
    private long high;
    private long low;
    private int length;

    Intake(FamilyTable table, Consumer<RibEvent> events) {
        this.table = table;
        this.family = table.prefixes().family();
        this.events = events;
    }

    void withdraw(RibPeer peer, byte[] octets, Routes routes) {
        Source source = source(peer);
        for (int at = routes.from(); at < routes.end(); ) {
            at = read(octets, at);
            drop(source, table.prefixes().find(high, low, length));
            if (peer.adjRibIn().hasRefused()) {
                peer.adjRibIn().pardon(prefix());
            }
        }
    }

    void withdraw(RibPeer peer, Prefix prefix) {
        Source source = source(peer);
        drop(source, table.prefixes().find(prefix));
        peer.adjRibIn().pardon(prefix);
    }

    private Source source(RibPeer peer) {
        Source source = peer.source(family);
        if (source == null) {
            throw new IllegalStateException(peer + " is down");
        }
        return source;
    }

    private void drop(Source source, int prefix) {
        int path = prefix == 0 ? 0 : table.find(prefix, source);
        if (path != 0) {
            table.remove(prefix, path);
        }
    }

    /** Announcements of a set, or what they come to if there is a reason to refuse them. */
    void announce(RibPeer peer, byte[] octets, Routes routes, int set, @Nullable RefusalReason refusal) {
        Source source = source(peer);
        for (int at = routes.from(); at < routes.end(); ) {
            at = read(octets, at);
            announce(peer, source, set, refusal);
        }
    }

    void announce(RibPeer peer, Prefix prefix, int set, @Nullable RefusalReason refusal) {
        boolean v4 = family == IpFamily.V4;
        high = v4 ? prefix.address().low() << 32 : prefix.address().high();
        low = v4 ? 0 : prefix.address().low();
        length = prefix.length();
        announce(peer, source(peer), set, refusal);
    }

    private void announce(RibPeer peer, Source source, int set, @Nullable RefusalReason refusal) {
        boolean filtered = refusal == null
                && !peer.importsAll()
                && !peer.settings().policy().imports().accepts(prefix());
        if (refusal != null || filtered) {
            refuse(peer, source, filtered || refusal == null ? RefusalReason.IMPORT_FILTER : refusal);
            return;
        }
        AdjRibIn in = peer.adjRibIn();
        int prefix = table.prefix(high, low, length);
        int known = table.find(prefix, source);
        if (known == 0 || !table.isLive(known)) {
            if (peer.accepted() >= peer.settings().maxPrefixes()) {
                table.forgetUnused(prefix);
                if (in.exceed()) {
                    events.accept(new RibEvent.PrefixLimitExceeded(peer));
                }
                return;
            }
        }
        if (in.hasRefused()) {
            in.pardon(prefix());
        }
        table.put(prefix, known, source, set);
    }

    private void refuse(RibPeer peer, Source source, RefusalReason reason) {
        drop(source, table.prefixes().find(high, low, length));
        Prefix prefix = prefix();
        if (peer.adjRibIn().refuse(prefix, reason)) {
            events.accept(new RibEvent.Refused(peer, prefix, reason));
        }
    }

    private Prefix prefix() {
        return PrefixTable.prefix(family, high, low, length);
    }

    /** Reads a prefix whose length is valid; bits after it are ignored, as RFC 4271 section 4.3 says. */
    private int read(byte[] octets, int from) {
        length = octets[from] & 0xff;
        int count = (length + 7) >>> 3;
        long first = 0;
        long second = 0;
        for (int index = 0; index < count; index++) {
            long octet = octets[from + 1 + index] & 0xffL;
            if (index < 8) {
                first |= octet << (56 - 8 * index);
            } else {
                second |= octet << (120 - 8 * index);
            }
        }
        high = length == 0 ? 0 : length >= 64 ? first : first & (-1L << (64 - length));
        low = length <= 64 ? 0 : second & (-1L << (128 - length));
        return from + 1 + count;
    }
}
