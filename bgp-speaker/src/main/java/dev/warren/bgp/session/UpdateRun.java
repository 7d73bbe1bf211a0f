package dev.warren.bgp.session;

import dev.warren.bgp.wire.MessageHeader;
import io.netty.buffer.ByteBuf;

/** UPDATEs that have come together: they go on together, undecoded. */
final class UpdateRun {
    /** A run ends here, so that what waits is counted in small steps. */
    private static final int ENOUGH = 1 << 16;

    private static final int UPDATE = 2;
    private static final int LENGTH_AT = 16;
    private static final int TYPE_AT = 18;
    private static final int SHORTEST = MessageHeader.LENGTH + 4;

    private UpdateRun() {}

    /** How many octets from the reader index on are whole UPDATEs with headers as RFC 4271 section 4.1 wants them, none longer than given. */
    static int length(ByteBuf in, int longest) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        int at = start;
        while (end - at >= MessageHeader.LENGTH && at - start < ENOUGH) {
            int length = in.getUnsignedShort(at + LENGTH_AT);
            boolean update = in.getByte(at + TYPE_AT) == UPDATE
                    && length >= SHORTEST
                    && length <= longest
                    && in.getLong(at) == -1
                    && in.getLong(at + 8) == -1;
            if (!update || length > end - at) {
                break;
            }
            at += length;
        }
        return at - start;
    }
}
