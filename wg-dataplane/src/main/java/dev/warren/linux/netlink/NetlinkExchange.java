package dev.warren.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Requests and their answers on one socket: numbers them, collects dumps and acknowledgements. Not thread-safe. */
final class NetlinkExchange implements AutoCloseable {
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int DUMP_ATTEMPTS = 8;
    private static final int BATCH_MESSAGES = 512;
    private static final int MESSAGE_BYTES_AT_MOST = 256;
    private static final int DRAINED_AT_MOST = 10_000;

    /** A request: its type, its flags beside NLM_F_REQUEST, and what writes the rest. */
    record Request(int type, int flags, Body body) {}

    /** Writes a request's fixed part and attributes. */
    @FunctionalInterface
    interface Body {
        void write(MessageWriter writer);
    }

    /** Reads one message of a dump. */
    @FunctionalInterface
    interface Decoder<T> {
        Optional<T> decode(ByteBuffer payload) throws NetlinkException;
    }

    /** A refused request of a batch, by its index. */
    record Refusal(int index, Acknowledgement answer) {
        NetlinkException exception(String attempt) {
            return new NetlinkException(attempt, answer.errno(), answer.kernelText());
        }
    }

    private final NetlinkTransport socket;
    private int sequence;

    NetlinkExchange(NetlinkTransport socket) {
        this.socket = socket;
    }

    static NetlinkExchange open() throws NetlinkException {
        return new NetlinkExchange(NetlinkSocket.openRoute(Set.of()));
    }

    /** Makes one request; its refusal is thrown. */
    void execute(String attempt, Request request) throws NetlinkException {
        List<Refusal> refusals = executeAll(attempt, List.of(request));
        if (!refusals.isEmpty()) {
            throw refusals.getFirst().exception(attempt);
        }
    }

    /** Makes requests in order, many in one datagram; only the last of a datagram asks for its acknowledgement. */
    List<Refusal> executeAll(String attempt, List<Request> requests) throws NetlinkException {
        List<Refusal> refusals = new ArrayList<>();
        int done = 0;
        while (done < requests.size()) {
            done = executeSome(attempt, requests, done, refusals);
        }
        return refusals;
    }

    private int executeSome(String attempt, List<Request> requests, int from, List<Refusal> refusals)
            throws NetlinkException {
        ByteBuffer buffer = socket.sendBuffer();
        MessageWriter writer = new MessageWriter(buffer);
        int firstSequence = sequence + 1;
        int next = from;
        boolean last = false;
        while (!last) {
            Request request = requests.get(next++);
            last = next == requests.size()
                    || next - from == BATCH_MESSAGES
                    || buffer.remaining() < 2 * MESSAGE_BYTES_AT_MOST;
            writer.begin(request.type(), request.flags() | (last ? Rtnetlink.NLM_F_ACK : 0), ++sequence);
            request.body().write(writer);
            writer.end();
        }
        socket.send();
        collect(attempt, message -> {
            int index = from + message.sequence() - firstSequence;
            if (index < from || message.type() != Rtnetlink.NLMSG_ERROR) {
                return false;
            }
            Acknowledgement answer = Acknowledgement.decode(message);
            if (answer.errno() != 0) {
                refusals.add(new Refusal(index, answer));
            }
            return message.sequence() == sequence;
        });
        return next;
    }

    /** Makes a request for one object: its answer, and then perhaps an acknowledgement. */
    <T> Optional<T> get(String attempt, Request request, Decoder<T> decoder) throws NetlinkException {
        List<T> found = new ArrayList<>();
        ask(attempt, request, Rtnetlink.NLM_F_ACK, decoder, found);
        return found.stream().findFirst();
    }

    /** Makes a dump; one that a change has interrupted is made again. */
    <T> List<T> dump(String attempt, Request request, Decoder<T> decoder) throws NetlinkException {
        for (int i = 0; i < DUMP_ATTEMPTS; i++) {
            List<T> found = new ArrayList<>();
            if (ask(attempt, request, Rtnetlink.NLM_F_DUMP, decoder, found)) {
                return found;
            }
        }
        throw new NetlinkException(attempt, Errno.EINTR, "changed during each of " + DUMP_ATTEMPTS + " dumps");
    }

    /** False if the dump was interrupted. */
    private <T> boolean ask(String attempt, Request request, int flags, Decoder<T> decoder, List<T> found)
            throws NetlinkException {
        MessageWriter writer = new MessageWriter(socket.sendBuffer());
        writer.begin(request.type(), request.flags() | flags, ++sequence);
        request.body().write(writer);
        writer.end();
        socket.send();
        boolean[] interrupted = new boolean[1];
        collect(attempt, message -> {
            if (message.sequence() != sequence) {
                return false;
            }
            interrupted[0] |= flags == Rtnetlink.NLM_F_DUMP && (message.flags() & Rtnetlink.NLM_F_DUMP_INTR) != 0;
            if (Acknowledgement.is(message)) {
                Acknowledgement answer = Acknowledgement.decode(message);
                if (answer.errno() != 0) {
                    throw new NetlinkException(attempt, answer.errno(), answer.kernelText());
                }
                return true;
            }
            decoder.decode(message.payload()).ifPresent(found::add);
            return false;
        });
        return !interrupted[0];
    }

    /** Looks at one message; true if the answer is complete. */
    @FunctionalInterface
    private interface Collector {
        boolean complete(NetlinkMessage message) throws NetlinkException;
    }

    private void collect(String attempt, Collector collector) throws NetlinkException {
        long deadline = System.nanoTime() + TIMEOUT_NANOS;
        boolean complete = false;
        boolean abandoned = true;
        try {
            while (!complete) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new NetlinkException(attempt, Errno.ETIMEDOUT, "the kernel gave no answer");
                }
                Optional<ByteBuffer> datagram = socket.receive((int) TimeUnit.NANOSECONDS.toMillis(left) + 1);
                if (datagram.isPresent()) {
                    deadline = System.nanoTime() + TIMEOUT_NANOS;
                    for (NetlinkMessage message : NetlinkMessage.split(datagram.get())) {
                        complete |= isAnswer(attempt, message) && collector.complete(message);
                    }
                }
            }
            abandoned = false;
        } finally {
            if (abandoned) {
                drain();
            }
        }
    }

    /** False for what netlink itself puts between the messages of a family. */
    private static boolean isAnswer(String attempt, NetlinkMessage message) throws NetlinkException {
        if (message.type() == Rtnetlink.NLMSG_OVERRUN) {
            throw new NetlinkException(attempt, Errno.ENOBUFS, "the kernel lost a part of the answer");
        }
        return message.type() != Rtnetlink.NLMSG_NOOP;
    }

    /** Discards what is left of an abandoned answer, so that the next dump isn't refused with EBUSY. Bounded. */
    private void drain() {
        for (int i = 0; i < DRAINED_AT_MOST && more(); i++) {}
    }

    private boolean more() {
        try {
            return socket.receive(0).isPresent();
        } catch (NetlinkException lost) {
            return true;
        }
    }

    /** Overwrites what was sent and received. */
    void wipe() {
        socket.wipe();
    }

    @Override
    public void close() {
        socket.close();
    }
}
