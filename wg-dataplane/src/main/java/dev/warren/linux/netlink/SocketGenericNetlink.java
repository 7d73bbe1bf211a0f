package dev.warren.linux.netlink;

import dev.warren.linux.netlink.NetlinkExchange.Request;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@link GenericNetlink} on a socket. */
final class SocketGenericNetlink implements GenericNetlink {
    /** struct genlmsghdr {command8, version8, reserved16}. */
    private static final int FIXED_BYTES = 4;

    private static final int GENL_ID_CTRL = 0x10;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_VERSION = 1;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;

    private final NetlinkExchange exchange;
    private final int family;
    private final int version;

    private SocketGenericNetlink(NetlinkExchange exchange, int family, int version) {
        this.exchange = exchange;
        this.family = family;
        this.version = version;
    }

    /** Looks up the family; the exchange is closed if that fails. */
    static SocketGenericNetlink open(NetlinkExchange exchange, String family, int version) throws NetlinkException {
        String attempt = "look up the family " + family;
        try {
            int number = exchange.get(
                            attempt,
                            request(
                                    GENL_ID_CTRL,
                                    CTRL_CMD_GETFAMILY,
                                    CTRL_VERSION,
                                    writer -> writer.attribute(CTRL_ATTR_FAMILY_NAME, family)),
                            SocketGenericNetlink::familyNumber)
                    .orElseThrow(() -> new NetlinkException(attempt, Errno.EPROTO, "no number in the answer"));
            return new SocketGenericNetlink(exchange, number, version);
        } catch (NetlinkException unknown) {
            exchange.close();
            throw unknown;
        }
    }

    private static Optional<Integer> familyNumber(ByteBuffer payload) throws NetlinkException {
        Attributes.requireFixedPart(payload, FIXED_BYTES);
        int[] number = new int[1];
        Attributes.visit(payload, FIXED_BYTES, (type, value) -> {
            if (type == CTRL_ATTR_FAMILY_ID) {
                number[0] = Attributes.u16(value);
            }
        });
        return number[0] == 0 ? Optional.empty() : Optional.of(number[0]);
    }

    private static Request request(int family, int command, int version, Consumer<MessageWriter> attributes) {
        return new Request(
                family,
                0,
                writer -> attributes.accept(writer.u8(command).u8(version).u16(0)));
    }

    @Override
    public void execute(String attempt, int command, Consumer<MessageWriter> attributes) throws NetlinkException {
        try {
            exchange.execute(attempt, request(family, command, version, attributes));
        } finally {
            exchange.wipe();
        }
    }

    @Override
    public <T> List<T> dump(String attempt, int command, Consumer<MessageWriter> attributes, Decoder<T> decoder)
            throws NetlinkException {
        try {
            return exchange.dump(attempt, request(family, command, version, attributes), payload -> {
                Attributes.requireFixedPart(payload, FIXED_BYTES);
                return decoder.decode(payload.slice(FIXED_BYTES, payload.limit() - FIXED_BYTES)
                        .order(payload.order()));
            });
        } finally {
            exchange.wipe();
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
