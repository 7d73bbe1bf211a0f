package dev.warren.linux.netlink;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One family of generic netlink (linux/genetlink.h), looked up again after its module was unloaded and loaded. What is sent and received is wiped after each call. A call waits at most five
 * seconds for each part of an answer. Used by one thread at a time.
 */
public interface GenericNetlink extends AutoCloseable {

    /** Reads one message of a dump. */
    @FunctionalInterface
    interface Decoder<T> {
        /** What it says; the attributes are a view that is valid during the call. */
        Optional<T> decode(ByteBuffer attributes) throws NetlinkException;
    }

    /**
     * Opens a socket in the network namespace of the calling thread and looks the family up, which loads its module where there is one.
     *
     * @param family its name, such as {@code wireguard}
     * @param version the version of its commands
     * @throws NetlinkException with ENOENT if the kernel has no such family
     */
    static GenericNetlink open(String family, int version) throws NetlinkException {
        return SocketGenericNetlink.open(new NetlinkExchange(NetlinkSocket.openGeneric()), family, version);
    }

    /**
     * Makes a request that is only acknowledged.
     *
     * @param attempt what it is, for the message of an error
     * @param attributes writes them: at most 64 KiB; perhaps twice
     * @throws NetlinkException with the errno of a refusal; ENOENT if the kernel has no such family any more
     */
    void execute(String attempt, int command, Consumer<MessageWriter> attributes) throws NetlinkException;

    /**
     * Makes a dump; one that a change has interrupted is made again, up to eight times.
     *
     * @throws NetlinkException with the errno of a refusal; EINTR if each of the eight was interrupted
     */
    <T> List<T> dump(String attempt, int command, Consumer<MessageWriter> attributes, Decoder<T> decoder)
            throws NetlinkException;

    @Override
    void close();
}
