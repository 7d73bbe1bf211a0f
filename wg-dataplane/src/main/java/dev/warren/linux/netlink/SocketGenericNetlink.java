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
    private final String family;
    private final int version;
    /** The family's number, which is another after its module was loaded again. */
    private int number;

    private SocketGenericNetlink(NetlinkExchange exchange, String family, int version) {
        this.exchange = exchange;
        this.family = family;
        this.version = version;
    }

    /** Looks up the family; the exchange is closed if that fails. */
    static SocketGenericNetlink open(NetlinkExchange exchange, String family, int version) throws NetlinkException {
        SocketGenericNetlink netlink = new SocketGenericNetlink(exchange, family, version);
        try {
            netlink.lookUp();
            return netlink;
        } catch (NetlinkException unknown) {
            exchange.close();
            throw unknown;
        }
    }

    private void lookUp() throws NetlinkException {
        String attempt = "look up the family " + family;
        number = exchange.get(
                        attempt,
                        request(
                                GENL_ID_CTRL,
                                CTRL_CMD_GETFAMILY,
                                CTRL_VERSION,
                                writer -> writer.attribute(CTRL_ATTR_FAMILY_NAME, family)),
                        SocketGenericNetlink::familyNumber)
                .orElseThrow(() -> new NetlinkException(attempt, Errno.EPROTO, "no number in the answer"));
    }

    /** A call of the family by its number. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws NetlinkException;
    }

    /** Makes a call, and once more with a new number where the kernel doesn't know the old one. */
    private <T> T made(Call<T> call) throws NetlinkException {
        try {
            return call.make();
        } catch (NetlinkException refused) {
            if (refused.errno() != Errno.ENOENT) {
                throw refused;
            }
            lookUp();
            return call.make();
        } finally {
            exchange.wipe();
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
        made(() -> {
            exchange.execute(attempt, request(number, command, version, attributes));
            return true;
        });
    }

    @Override
    public <T> List<T> dump(String attempt, int command, Consumer<MessageWriter> attributes, Decoder<T> decoder)
            throws NetlinkException {
        return made(() -> exchange.dump(attempt, request(number, command, version, attributes), payload -> {
            Attributes.requireFixedPart(payload, FIXED_BYTES);
            return decoder.decode(
                    payload.slice(FIXED_BYTES, payload.limit() - FIXED_BYTES).order(payload.order()));
        }));
    }

    @Override
    public void close() {
        exchange.close();
    }
}
