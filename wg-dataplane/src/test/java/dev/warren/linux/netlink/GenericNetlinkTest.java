package dev.warren.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GenericNetlinkTest {
    /** A kernel whose only family is "wireguard"; a dump of it has two messages, commands but 1 are refused. */
    private static final class Kernel implements NetlinkTransport {
        private final ByteBuffer toKernel = ByteBuffer.allocate(1 << 17).order(ByteOrder.nativeOrder());
        private final Deque<ByteBuffer> toUs = new ArrayDeque<>();
        /** The family's number; 0 while its module isn't loaded. */
        private int family = 0x21;

        private int wiped;
        private boolean closed;
        private int interruptions;

        @Override
        public ByteBuffer sendBuffer() {
            return toKernel.clear();
        }

        @Override
        public void send() throws NetlinkException {
            for (NetlinkMessage request : NetlinkMessage.split(toKernel.flip())) {
                if (request.type() == family) {
                    answer(request);
                } else {
                    lookUp(request);
                }
            }
        }

        private void lookUp(NetlinkMessage request) throws NetlinkException {
            StringBuilder name = new StringBuilder();
            if (request.type() == 0x10) {
                Attributes.visit(request.payload(), 4, (_, value) -> name.append(Attributes.text(value)));
            }
            boolean known = request.type() == 0x10 && name.toString().equals("wireguard") && family != 0;
            if (known) {
                reply(
                        0x10,
                        0,
                        request.sequence(),
                        writer -> writer.u32(1).attribute(2, "wireguard").attributeShort(1, family));
            }
            acknowledge(request, known ? 0 : Errno.ENOENT);
        }

        private void answer(NetlinkMessage request) {
            int command = request.payload().get(0);
            if ((request.flags() & Rtnetlink.NLM_F_DUMP) == 0) {
                acknowledge(request, command == 1 ? 0 : Errno.EOPNOTSUPP);
                return;
            }
            int flags = interruptions-- > 0 ? Rtnetlink.NLM_F_DUMP_INTR : 0;
            for (int number = 1; number <= 2; number++) {
                int value = number;
                reply(family, flags, request.sequence(), writer -> writer.u32(0).attribute(6, value));
            }
            reply(Rtnetlink.NLMSG_DONE, 0, request.sequence(), writer -> writer.u32(0));
        }

        private void acknowledge(NetlinkMessage request, int errno) {
            reply(Rtnetlink.NLMSG_ERROR, Rtnetlink.NLM_F_CAPPED, request.sequence(), writer -> writer.u32(-errno));
        }

        private void reply(int type, int flags, int sequence, Consumer<MessageWriter> body) {
            ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
            MessageWriter writer = new MessageWriter(buffer);
            body.accept(writer.begin(type, flags, sequence));
            writer.end();
            toUs.add(buffer.flip());
        }

        @Override
        public Optional<ByteBuffer> receive(int timeoutMillis) {
            return Optional.ofNullable(toUs.poll());
        }

        @Override
        public void wipe() {
            wiped++;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static GenericNetlink open(Kernel kernel, String family) throws NetlinkException {
        return SocketGenericNetlink.open(new NetlinkExchange(kernel), family, 1);
    }

    private static List<Integer> dump(GenericNetlink netlink) throws NetlinkException {
        return netlink.dump("dump", 0, _ -> {}, attributes -> {
            int[] number = new int[1];
            Attributes.visit(attributes, 0, (_, value) -> number[0] = Attributes.u32(value));
            return Optional.of(number[0]);
        });
    }

    @Test
    void aFamilyIsFoundAndSpokenTo() throws NetlinkException {
        Kernel kernel = new Kernel();
        try (GenericNetlink netlink = open(kernel, "wireguard")) {
            netlink.execute("set", 1, writer -> writer.attribute(2, "wg0"));
            assertEquals(1, kernel.wiped);
            assertEquals(List.of(1, 2), dump(netlink));
            assertEquals(2, kernel.wiped);
        }
        assertTrue(kernel.closed);
    }

    @Test
    void anInterruptedDumpIsMadeAgain() throws NetlinkException {
        Kernel kernel = new Kernel();
        GenericNetlink netlink = open(kernel, "wireguard");
        kernel.interruptions = 3;
        assertEquals(List.of(1, 2), dump(netlink));
        kernel.interruptions = 100;
        assertEquals(
                Errno.EINTR,
                assertThrows(NetlinkException.class, () -> dump(netlink)).errno());
    }

    @Test
    void aFamilyThatIsNotThereIsEnoentAndTheSocketClosed() {
        Kernel kernel = new Kernel();
        assertEquals(
                Errno.ENOENT,
                assertThrows(NetlinkException.class, () -> open(kernel, "nl80211"))
                        .errno());
        assertTrue(kernel.closed);
    }

    @Test
    void aFamilyWhoseModuleWasLoadedAgainIsFoundByItsNewNumber() throws NetlinkException {
        Kernel kernel = new Kernel();
        GenericNetlink netlink = open(kernel, "wireguard");
        kernel.family = 0x22;
        assertEquals(List.of(1, 2), dump(netlink));
        kernel.family = 0x23;
        netlink.execute("set", 1, _ -> {});
        kernel.family = 0;
        assertEquals(
                Errno.ENOENT,
                assertThrows(NetlinkException.class, () -> dump(netlink)).errno());
        kernel.family = 0x24;
        netlink.execute("set", 1, _ -> {});
        assertEquals(4, kernel.wiped);
    }

    @Test
    void aRefusalIsThrownAndWhatWasSentWiped() throws NetlinkException {
        Kernel kernel = new Kernel();
        GenericNetlink netlink = open(kernel, "wireguard");
        assertEquals(
                Errno.EOPNOTSUPP,
                assertThrows(NetlinkException.class, () -> netlink.execute("set", 7, _ -> {}))
                        .errno());
        assertEquals(1, kernel.wiped);
    }

    @Test
    void nestsHaveTheirLengthAndAreRead() throws NetlinkException {
        ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        new MessageWriter(buffer).nest(3, inside -> inside.attribute(1, "ab").attributeByte(2, 9));
        assertEquals("14000380070001006162000005000200" + "09000000", hex(buffer));
        Attributes.visit(buffer.flip(), 0, (type, nest) -> {
            assertEquals(3, type);
            Attributes.visit(nest, 0, (inner, value) -> assertEquals(inner == 1 ? 3 : 1, value.limit()));
        });
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
