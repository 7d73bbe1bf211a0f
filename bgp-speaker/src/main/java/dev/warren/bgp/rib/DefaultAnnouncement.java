package dev.warren.bgp.rib;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.Update.MpReach;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The default route that the neighbours of an update group get whatever is in the table, as a message. Pure. */
final class DefaultAnnouncement {
    private DefaultAnnouncement() {}

    /** Empty if there is none, or no next hop for it. */
    static Optional<ByteBuffer> message(RibSettings settings, ExportSettings group) {
        return attributes(settings, group).map(set -> encode(set, group));
    }

    /** Its attributes as they go out. */
    static Optional<PathAttributes> attributes(RibSettings settings, ExportSettings group) {
        return group.recipient()
                .defaultRoute()
                .flatMap(route -> group.nextHop().flatMap(hop -> {
                    PathAttributes ours = PathAttributes.builder(Origin.IGP, AsPath.EMPTY)
                            .communities(route.communities())
                            .build();
                    ExportForm form = new ExportForm(settings, group.withFourOctetAs());
                    return AttributeBlock.encodeIfFits(ours)
                            .map(block -> form.write(block, Source.local(0, 0), hop, 0))
                            .map(sent -> AttributeBlock.decode(sent.toArray(), Optional.of(hop)));
                }));
    }

    private static ByteBuffer encode(PathAttributes set, ExportSettings group) {
        IpFamily family = group.family();
        IpAddress hop = set.nextHop().orElseThrow();
        List<Prefix> all = List.of(new Prefix(IpAddress.any(family), 0));
        boolean plain = family == IpFamily.V4 && hop.family() == IpFamily.V4;
        Optional<IpAddress> linkLocal = NextHopField.own(group).flatMap(NextHopField::linkLocal);
        Update update = plain
                ? new Update(List.of(), Optional.of(set), all, Optional.empty(), Optional.empty(), List.of())
                : new Update(
                        List.of(),
                        Optional.of(set.toBuilder().nextHop(Optional.empty()).build()),
                        List.of(),
                        Optional.of(new MpReach(AddressFamily.unicast(family), Optional.of(hop), linkLocal, all)),
                        Optional.empty(),
                        List.of());
        return MessageEncoder.encode(
                update,
                new CodecContext(
                        group.recipient().external(),
                        group.codec().fourOctetAs(),
                        group.codec().extendedMessages(),
                        group.paths() > 0 ? Set.of(family) : Set.of()));
    }
}
