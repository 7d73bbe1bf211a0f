package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prefixes that share a set of attributes, packed into as few UPDATEs as they need; the set is encoded once. */
public final class UpdatePacker {
    private static final int FIXED = MessageHeader.LENGTH + 4;
    private static final int ATTRIBUTE_HEADER = 4;

    private final CodecContext context;
    private final List<ByteBuffer> messages = new ArrayList<>();

    /** A packer for one neighbour; it collects messages until {@link #drain}. Not thread-safe. */
    public UpdatePacker(CodecContext context) {
        this.context = context;
    }

    /**
     * Adds announcements of one family.
     *
     * @param attributes the set, with the next hop
     * @return false if the set is too long for any message; nothing was added then
     */
    public boolean announce(IpFamily family, PathAttributes attributes, List<Prefix> prefixes) {
        IpAddress nextHop = attributes.nextHop().orElseThrow();
        boolean plain = family == IpFamily.V4 && nextHop.family() == IpFamily.V4;
        AttributeEncoder encoder = new AttributeEncoder(context);
        encoder.add(attributes, plain);
        int mpHeader = plain ? 0 : ATTRIBUTE_HEADER + MultiprotocolCodec.REACH_HEADER + nextHop.toBytes().length;
        int room = MessageHeader.MAX_MESSAGE - FIXED - encoder.size() - mpHeader;
        if (room < 1 + family.bytes()) {
            return false;
        }
        for (List<Prefix> part : parts(prefixes, room)) {
            if (plain) {
                ByteBuffer out = begin(encoder.size() + Nlri.size(part));
                out.putShort((short) 0).putShort((short) encoder.size());
                encoder.writeTo(out);
                part.forEach(prefix -> Nlri.encode(prefix, out));
                messages.add(MessageEncoder.finish(out, MessageHeader.UPDATE));
            } else {
                AttributeEncoder withReach = new AttributeEncoder(context);
                withReach.add(attributes, false);
                withReach.add(new Update.MpReach(
                        AddressFamily.unicast(family), Optional.of(nextHop), Optional.empty(), part));
                finish(withReach);
            }
        }
        return true;
    }

    /** Adds withdrawals of one family. */
    public void withdraw(IpFamily family, List<Prefix> prefixes) {
        int header = family == IpFamily.V4 ? 0 : ATTRIBUTE_HEADER + MultiprotocolCodec.UNREACH_HEADER;
        for (List<Prefix> part : parts(prefixes, MessageHeader.MAX_MESSAGE - FIXED - header)) {
            if (family == IpFamily.V4) {
                ByteBuffer out = begin(Nlri.size(part));
                out.putShort((short) Nlri.size(part));
                part.forEach(prefix -> Nlri.encode(prefix, out));
                out.putShort((short) 0);
                messages.add(MessageEncoder.finish(out, MessageHeader.UPDATE));
            } else {
                AttributeEncoder encoder = new AttributeEncoder(context);
                encoder.add(new Update.MpUnreach(AddressFamily.unicast(family), part, false));
                finish(encoder);
            }
        }
    }

    /** Adds the End-of-RIB marker of a family. */
    public void endOfRib(IpFamily family) {
        messages.add(MessageEncoder.encode(Update.endOfRib(family), context));
    }

    /** The messages so far, in their order; the packer is empty again. */
    public List<ByteBuffer> drain() {
        List<ByteBuffer> done = List.copyOf(messages);
        messages.clear();
        return done;
    }

    private void finish(AttributeEncoder encoder) {
        ByteBuffer out = begin(encoder.size());
        out.putShort((short) 0).putShort((short) encoder.size());
        encoder.writeTo(out);
        messages.add(MessageEncoder.finish(out, MessageHeader.UPDATE));
    }

    /** Room for an UPDATE, no more than it needs: a batch of messages waits in memory until the neighbour takes it. */
    private static ByteBuffer begin(int octets) {
        ByteBuffer out = ByteBuffer.allocate(FIXED + octets);
        out.position(MessageHeader.LENGTH);
        return out;
    }

    private static List<List<Prefix>> parts(List<Prefix> prefixes, int room) {
        List<List<Prefix>> parts = new ArrayList<>();
        int start = 0;
        int used = 0;
        for (int at = 0; at < prefixes.size(); at++) {
            int size = Nlri.size(prefixes.get(at));
            if (used + size > room) {
                parts.add(prefixes.subList(start, at));
                start = at;
                used = 0;
            }
            used += size;
        }
        if (start < prefixes.size()) {
            parts.add(prefixes.subList(start, prefixes.size()));
        }
        return parts;
    }
}
