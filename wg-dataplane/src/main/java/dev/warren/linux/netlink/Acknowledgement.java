package dev.warren.linux.netlink;

import java.nio.ByteBuffer;

/**
 * The end of an answer: NLMSG_ERROR (which is also the acknowledgement of success) or NLMSG_DONE of a dump.
 *
 * @param errno 0 for success, else a positive error number
 * @param kernelText the kernel's words (NETLINK_EXT_ACK); empty if it gave none
 */
record Acknowledgement(int errno, String kernelText) {

    /** True if the message ends an answer. */
    static boolean is(NetlinkMessage message) {
        return message.type() == Rtnetlink.NLMSG_ERROR || message.type() == Rtnetlink.NLMSG_DONE;
    }

    /**
     * Reads one of the two. A dump may end without a number.
     *
     * @throws NetlinkException with EPROTO if it is cut short
     */
    static Acknowledgement decode(NetlinkMessage message) throws NetlinkException {
        ByteBuffer payload = message.payload();
        if (message.type() == Rtnetlink.NLMSG_ERROR) {
            Attributes.requireFixedPart(payload, 4);
        }
        int errno = payload.limit() < 4 ? 0 : -payload.getInt(0);
        if ((message.flags() & Rtnetlink.NLM_F_ACK_TLVS) == 0) {
            return new Acknowledgement(errno, "");
        }
        StringBuilder text = new StringBuilder();
        Attributes.visit(payload, textOffset(message), (type, value) -> {
            if (type == Rtnetlink.NLMSGERR_ATTR_MSG) {
                text.append(Attributes.text(value));
            }
        });
        return new Acknowledgement(errno, text.toString());
    }

    private static int textOffset(NetlinkMessage message) throws NetlinkException {
        if (message.type() == Rtnetlink.NLMSG_DONE) {
            return 4;
        }
        Attributes.requireFixedPart(message.payload(), 4 + Rtnetlink.HEADER_BYTES);
        boolean capped = (message.flags() & Rtnetlink.NLM_F_CAPPED) != 0;
        int echoed = capped ? Rtnetlink.HEADER_BYTES : message.payload().getInt(4);
        if (echoed < 0 || echoed > message.payload().limit() - 4) {
            throw new NetlinkException("acknowledgement that echoes " + echoed + " bytes", Errno.EPROTO, "");
        }
        return 4 + ((echoed + 3) & ~3);
    }
}
