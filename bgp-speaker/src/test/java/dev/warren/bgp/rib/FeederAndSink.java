package dev.warren.bgp.rib;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A RIB with one neighbour that announces and one that listens, and what the latter gets in words. */
final class FeederAndSink {
    private static final CodecContext CODEC = new CodecContext(true, true);

    final RibFixture fixture = new RibFixture();
    final RibPeer feeder = fixture.peer("feeder", 64600, "10.0.0.2");
    final RibPeer sink = fixture.peer("sink", 64601, "10.0.0.3");

    static Prefix first(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
    }

    static Prefix second(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "10.2.0.0/16" : "2001:db8:b::/48");
    }

    void announce(Prefix prefix, long... path) {
        IpAddress hop = IpAddress.parse(prefix.family() == IpFamily.V4 ? "192.0.2.9" : "2001:db8::9");
        Asn[] numbers = LongStream.concat(LongStream.of(64600), LongStream.of(path))
                .mapToObj(Asn::of)
                .toArray(Asn[]::new);
        PathAttributes set = PathAttributes.builder(Origin.IGP, AsPath.sequence(numbers))
                .nextHop(hop)
                .build();
        fixture.rib.receive(feeder, Announcement.of(prefix, set));
    }

    /** What the sink gets, in short: + and - with prefixes, marks as words. */
    List<String> pulled() {
        List<String> got = new ArrayList<>();
        while (sink.hasOutput()) {
            for (ByteBuffer octets : fixture.rib.pull(sink, 100)) {
                while (octets.hasRemaining()) {
                    ByteBuffer one = octets.slice(octets.position(), MessageHeader.messageLength(octets));
                    octets.position(octets.position() + one.remaining());
                    got.addAll(shortly(((Decoded.Good) MessageDecoder.decode(one, CODEC)).message()));
                }
            }
        }
        return got;
    }

    private static List<String> shortly(Message message) {
        if (message instanceof RouteRefresh refresh) {
            return List.of(refresh.subtype() == RouteRefresh.BEGIN ? "begin" : "end");
        }
        Update update = (Update) message;
        List<String> words = new ArrayList<>();
        if (update.endOfRib().isPresent()) {
            words.add("end of RIB");
        }
        update.withdrawn().forEach(prefix -> words.add("-" + prefix));
        update.mpUnreach().ifPresent(gone -> gone.withdrawn().forEach(prefix -> words.add("-" + prefix)));
        update.announced().forEach(prefix -> words.add("+" + prefix));
        update.mpReach().ifPresent(come -> come.announced().forEach(prefix -> words.add("+" + prefix)));
        return words;
    }

    static Update withdrawal(Prefix prefix) {
        return prefix.family() == IpFamily.V4
                ? new Update(
                        List.of(prefix), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of())
                : new Update(
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(new Update.MpUnreach(AddressFamily.IPV6_UNICAST, List.of(prefix), false)),
                        List.of());
    }

    void endOfRib(IpFamily family) {
        fixture.rib.receive(feeder, Update.endOfRib(family));
        fixture.settle();
    }
}
