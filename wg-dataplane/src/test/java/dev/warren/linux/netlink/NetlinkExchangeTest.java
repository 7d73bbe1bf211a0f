package dev.warren.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.netlink.NetlinkExchange.Request;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetlinkExchangeTest {
    private static final Request DUMP = new Request(Rtnetlink.RTM_GETROUTE, 0, writer -> writer.u32(0));

    /** A kernel that answers each datagram by a script. */
    private abstract static class ScriptedKernel implements NetlinkTransport {
        private final ByteBuffer toKernel = ByteBuffer.allocate(1 << 17).order(ByteOrder.nativeOrder());
        private final Deque<ByteBuffer> toUs = new ArrayDeque<>();
        private final List<Integer> messagesPerDatagram = new ArrayList<>();

        @Override
        public ByteBuffer sendBuffer() {
            return toKernel.clear();
        }

        @Override
        public void send() throws NetlinkException {
            List<NetlinkMessage> messages = NetlinkMessage.split(toKernel.flip());
            messagesPerDatagram.add(messages.size());
            for (NetlinkMessage message : messages) {
                answer(message);
            }
        }

        abstract void answer(NetlinkMessage request);

        void reply(int type, int flags, int sequence, int value) {
            toUs.add(ByteBuffer.allocate(20)
                    .order(ByteOrder.nativeOrder())
                    .putInt(20)
                    .putShort((short) type)
                    .putShort((short) flags)
                    .putInt(sequence)
                    .putInt(0)
                    .putInt(value)
                    .flip());
        }

        @Override
        public Optional<ByteBuffer> receive(int timeoutMillis) {
            return Optional.ofNullable(toUs.poll());
        }

        @Override
        public void wipe() {}

        @Override
        public void close() {}
    }

    private static List<Integer> dump(ScriptedKernel kernel) throws NetlinkException {
        try (NetlinkExchange exchange = new NetlinkExchange(kernel)) {
            return exchange.dump("dump", DUMP, payload -> Optional.of(payload.getInt(0)));
        }
    }

    /** Answers the first dumps with a part and the mark of an interruption, and then one in full. */
    private static ScriptedKernel interrupting(int times) {
        return new ScriptedKernel() {
            private int dumps;

            @Override
            void answer(NetlinkMessage request) {
                boolean interrupted = dumps++ < times;
                reply(Rtnetlink.RTM_NEWROUTE, 0, request.sequence(), dumps);
                if (interrupted) {
                    reply(Rtnetlink.RTM_NEWROUTE, Rtnetlink.NLM_F_DUMP_INTR, request.sequence(), 99);
                }
                reply(Rtnetlink.NLMSG_DONE, 0, request.sequence(), 0);
            }
        };
    }

    @Test
    void anInterruptedDumpIsReadAgainAndItsPartForgotten() throws NetlinkException {
        assertEquals(List.of(4), dump(interrupting(3)));
    }

    @Test
    void aDumpThatIsAlwaysInterruptedFailsInTheEnd() {
        NetlinkException failure = assertThrows(NetlinkException.class, () -> dump(interrupting(1_000)));
        assertEquals(Errno.EINTR, failure.errno());
    }

    @Test
    void lateAnswersToAnotherRequestAreIgnored() throws NetlinkException {
        assertEquals(List.of(7), dump(new ScriptedKernel() {
            @Override
            void answer(NetlinkMessage request) {
                reply(Rtnetlink.NLMSG_DONE, 0, request.sequence() - 1, 0);
                reply(Rtnetlink.RTM_NEWROUTE, 0, request.sequence() - 1, 1);
                reply(Rtnetlink.RTM_NEWROUTE, 0, request.sequence(), 7);
                reply(Rtnetlink.NLMSG_DONE, 0, request.sequence(), 0);
            }
        }));
    }

    @Test
    void anErrorAtTheEndOfADumpIsOne() {
        ScriptedKernel kernel = new ScriptedKernel() {
            @Override
            void answer(NetlinkMessage request) {
                reply(Rtnetlink.NLMSG_DONE, 0, request.sequence(), -Errno.ENOENT);
            }
        };
        assertEquals(
                Errno.ENOENT,
                assertThrows(NetlinkException.class, () -> dump(kernel)).errno());
    }

    @Test
    void whatNetlinkPutsBetweenIsPassedOverAndALossIsOne() throws NetlinkException {
        assertEquals(List.of(7), dump(new ScriptedKernel() {
            @Override
            void answer(NetlinkMessage request) {
                reply(Rtnetlink.NLMSG_NOOP, 0, request.sequence(), 1);
                reply(Rtnetlink.RTM_NEWROUTE, 0, request.sequence(), 7);
                reply(Rtnetlink.NLMSG_DONE, 0, request.sequence(), 0);
            }
        }));
        NetlinkException lost = assertThrows(
                NetlinkException.class,
                () -> dump(new ScriptedKernel() {
                    @Override
                    void answer(NetlinkMessage request) {
                        reply(Rtnetlink.NLMSG_OVERRUN, 0, request.sequence(), 1);
                        reply(Rtnetlink.NLMSG_DONE, 0, request.sequence(), 0);
                    }
                }));
        assertEquals(Errno.ENOBUFS, lost.errno());
    }

    @Test
    void theRestOfAnAnswerIsDiscardedWhateverEndsItsReading() {
        ScriptedKernel kernel = interrupting(0);
        try (NetlinkExchange exchange = new NetlinkExchange(kernel)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> exchange.dump("dump", DUMP, _ -> {
                        throw new IllegalStateException("a decoder's mistake");
                    }));
        }
        assertTrue(kernel.toUs.isEmpty());
    }

    @Test
    void onlyTheLastOfADatagramAsksForItsAcknowledgementAndRefusalsKeepTheirIndex() throws NetlinkException {
        List<Integer> asked = new ArrayList<>();
        ScriptedKernel kernel = new ScriptedKernel() {
            private int number;

            @Override
            void answer(NetlinkMessage request) {
                int index = number++;
                boolean asks = (request.flags() & Rtnetlink.NLM_F_ACK) != 0;
                if (asks) {
                    asked.add(index);
                }
                int errno = index % 1_000 == 999 || index == 511 ? -Errno.EEXIST : 0;
                if (asks || errno != 0) {
                    reply(Rtnetlink.NLMSG_ERROR, Rtnetlink.NLM_F_CAPPED, request.sequence(), errno);
                }
            }
        };
        try (NetlinkExchange exchange = new NetlinkExchange(kernel)) {
            List<Request> requests = java.util.Collections.nCopies(
                    2_500, new Request(Rtnetlink.RTM_NEWROUTE, 0, writer -> writer.u32(0)));
            assertEquals(
                    List.of(511, 999, 1999),
                    exchange.executeAll("change", requests).stream()
                            .map(NetlinkExchange.Refusal::index)
                            .toList());
        }
        assertEquals(List.of(511, 1023, 1535, 2047, 2499), asked);
        assertTrue(kernel.messagesPerDatagram.stream().allMatch(count -> count <= 512));
    }
}
