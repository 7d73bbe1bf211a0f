package dev.warren.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A received message (struct nlmsghdr).
 *
 * @param type what it is
 * @param flags NLM_F_*
 * @param sequence of the request that it answers; 0 in notices
 * @param payload what follows the header; a view of the receive buffer, valid until the next read
 */
record NetlinkMessage(int type, int flags, int sequence, ByteBuffer payload) {

    /**
     * Splits a datagram.
     *
     * @throws NetlinkException with EPROTO if a length is wrong
     */
    static List<NetlinkMessage> split(ByteBuffer datagram) throws NetlinkException {
        List<NetlinkMessage> messages = new ArrayList<>();
        int at = datagram.position();
        while (datagram.limit() - at >= Rtnetlink.HEADER_BYTES) {
            int length = datagram.getInt(at);
            if (length < Rtnetlink.HEADER_BYTES || length > datagram.limit() - at) {
                throw new NetlinkException("message of " + length + " bytes", Errno.EPROTO, "");
            }
            ByteBuffer payload = datagram.slice(at + Rtnetlink.HEADER_BYTES, length - Rtnetlink.HEADER_BYTES)
                    .order(datagram.order());
            messages.add(new NetlinkMessage(
                    Short.toUnsignedInt(datagram.getShort(at + 4)),
                    Short.toUnsignedInt(datagram.getShort(at + 6)),
                    datagram.getInt(at + 8),
                    payload));
            at += Math.min((length + 3) & ~3, datagram.limit() - at);
        }
        return messages;
    }
}
