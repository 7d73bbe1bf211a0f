package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.PathIds;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.Update;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a neighbour holds after the octets that it was sent. */
final class Downstream {
    final Map<Prefix, PathAttributes> table = new HashMap<>();
    /** Of families with path identifiers. */
    final Map<Prefix, Map<Integer, PathAttributes>> paths = new HashMap<>();

    final List<IpFamily> endOfRib = new ArrayList<>();
    private final Set<Route> unconfirmed = new HashSet<>();
    /** What a refresh didn't confirm; its withdrawal may have been on its way. */
    private final Set<Route> forgotten = new HashSet<>();

    int announced;
    int needlessWithdrawals;
    private final CodecContext codec;

    /** A prefix and, where there is one, its path identifier. */
    private record Route(Prefix prefix, int pathId) {}

    Downstream(boolean fourOctetAs) {
        this(fourOctetAs, Set.of());
    }

    Downstream(boolean fourOctetAs, Set<IpFamily> pathIds) {
        codec = new CodecContext(false, fourOctetAs, false, pathIds);
    }

    /** How many routes it holds. */
    int size() {
        return table.size() + paths.values().stream().mapToInt(Map::size).sum();
    }

    private boolean hasIds(Prefix prefix) {
        return codec.pathIds().contains(prefix.family());
    }

    void take(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            ByteBuffer left = buffer.duplicate();
            while (left.hasRemaining()) {
                int length = MessageHeader.messageLength(left);
                Decoded decoded = MessageDecoder.decode(left.slice(left.position(), length), codec);
                Message message = assertInstanceOf(Decoded.Good.class, decoded).message();
                if (message instanceof RouteRefresh mark) {
                    take(mark);
                } else {
                    take(assertInstanceOf(Update.class, message));
                }
                left.position(left.position() + length);
            }
        }
    }

    /** RFC 7313 section 4: what isn't confirmed between both marks is gone. */
    private void take(RouteRefresh mark) {
        IpFamily family = mark.family().unicast().orElseThrow();
        if (mark.subtype() == RouteRefresh.BEGIN) {
            assertTrue(endOfRib.contains(family), "no refresh before the first dump is over");
            table.keySet().stream()
                    .filter(prefix -> prefix.family() == family)
                    .forEach(prefix -> unconfirmed.add(new Route(prefix, 0)));
            paths.forEach((prefix, its) -> {
                if (prefix.family() == family) {
                    its.keySet().forEach(id -> unconfirmed.add(new Route(prefix, id)));
                }
            });
        } else {
            assertEquals(RouteRefresh.END, mark.subtype());
            unconfirmed.removeIf(route -> route.prefix().family() == family && remove(route) && forgotten.add(route));
        }
    }

    private void take(Update update) {
        assertEquals(List.of(), update.errors());
        if (update.endOfRib().isPresent()) {
            endOfRib.add(update.endOfRib().get());
            return;
        }
        withdraw(update.withdrawn(), update.withdrawnIds());
        update.mpUnreach().ifPresent(unreach -> withdraw(unreach.withdrawn(), unreach.ids()));
        if (!update.announced().isEmpty()) {
            announce(
                    update.announced(),
                    update.announcedIds(),
                    update.attributes().orElseThrow());
        }
        update.mpReach()
                .ifPresent(reach -> announce(
                        reach.announced(),
                        reach.ids(),
                        update.attributes().orElseThrow().toBuilder()
                                .nextHop(reach.nextHop())
                                .build()));
    }

    private boolean remove(Route route) {
        if (!hasIds(route.prefix())) {
            return table.remove(route.prefix()) != null;
        }
        Map<Integer, PathAttributes> its = paths.getOrDefault(route.prefix(), new HashMap<>());
        boolean there = its.remove(route.pathId()) != null;
        if (its.isEmpty()) {
            paths.remove(route.prefix());
        }
        return there;
    }

    private void withdraw(List<Prefix> prefixes, PathIds ids) {
        for (int index = 0; index < prefixes.size(); index++) {
            Route route = new Route(prefixes.get(index), ids.of(index));
            needlessWithdrawals += remove(route) || forgotten.remove(route) ? 0 : 1;
            unconfirmed.remove(route);
        }
    }

    private void announce(List<Prefix> prefixes, PathIds ids, PathAttributes attributes) {
        announced += prefixes.size();
        for (int index = 0; index < prefixes.size(); index++) {
            Prefix prefix = prefixes.get(index);
            if (hasIds(prefix)) {
                paths.computeIfAbsent(prefix, _ -> new HashMap<>()).put(ids.of(index), attributes);
            } else {
                table.put(prefix, attributes);
            }
            unconfirmed.remove(new Route(prefix, ids.of(index)));
            forgotten.remove(new Route(prefix, ids.of(index)));
        }
    }
}
