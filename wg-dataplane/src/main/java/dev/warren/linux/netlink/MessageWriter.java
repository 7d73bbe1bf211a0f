package dev.warren.linux.netlink;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes netlink messages one behind another: header, fixed part, attributes (RFC 3549 section 2.2). Not thread-safe. */
public final class MessageWriter {
    private final ByteBuffer buffer;
    private int start;

    /** Writes at the buffer's position; the buffer has the machine's byte order. */
    public MessageWriter(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** Begins a message; its length is filled in by {@link #end}. */
    MessageWriter begin(int type, int flags, int sequence) {
        start = buffer.position();
        buffer.putInt(0)
                .putShort((short) type)
                .putShort((short) (flags | Rtnetlink.NLM_F_REQUEST))
                .putInt(sequence)
                .putInt(0);
        return this;
    }

    /** Ends the message and pads to the next. */
    void end() {
        buffer.putInt(start, buffer.position() - start);
        pad();
    }

    MessageWriter u8(int value) {
        buffer.put((byte) value);
        return this;
    }

    MessageWriter u16(int value) {
        buffer.putShort((short) value);
        return this;
    }

    MessageWriter u32(int value) {
        buffer.putInt(value);
        return this;
    }

    /** The number of a family. */
    MessageWriter family(IpFamily family) {
        return u8(number(family));
    }

    /** A number of 32 bits. */
    public MessageWriter attribute(int type, int value) {
        return attributeHeader(type, 4).u32(value);
    }

    /** A number of 16 bits. */
    public MessageWriter attributeShort(int type, int value) {
        return attributeHeader(type, 2).u16(value).pad();
    }

    /** A number of 8 bits. */
    public MessageWriter attributeByte(int type, int value) {
        attributeHeader(type, 1).u8(value);
        return pad();
    }

    /** An address: 4 or 16 bytes. */
    public MessageWriter attribute(int type, IpAddress address) {
        return attributeHeader(type, address.family().bytes()).address(address);
    }

    /** A zero-terminated string. */
    public MessageWriter attribute(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        attributeHeader(type, bytes.length + 1);
        buffer.put(bytes).put((byte) 0);
        return pad();
    }

    /** The bytes that remain in a buffer, which is left as it is. */
    public MessageWriter attribute(int type, ByteBuffer bytes) {
        attributeHeader(type, bytes.remaining());
        buffer.put(bytes.duplicate());
        return pad();
    }

    /** Attributes inside one (NLA_F_NESTED), 65,535 bytes with its header at most. */
    public MessageWriter nest(int type, Consumer<MessageWriter> inside) {
        int at = buffer.position();
        attributeHeader(type | Rtnetlink.NLA_F_NESTED, 0);
        inside.accept(this);
        buffer.putShort(at, (short) (buffer.position() - at));
        return this;
    }

    /** A next hop of another family than the route's (struct rtvia). */
    MessageWriter attributeVia(int type, IpAddress gateway) {
        return attributeHeader(type, 2 + gateway.family().bytes())
                .u16(number(gateway.family()))
                .address(gateway)
                .pad();
    }

    private MessageWriter attributeHeader(int type, int valueBytes) {
        return u16(4 + valueBytes).u16(type);
    }

    private MessageWriter address(IpAddress address) {
        buffer.put(address.toBytes());
        return this;
    }

    private MessageWriter pad() {
        while (((buffer.position() - start) & 3) != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }

    static int number(IpFamily family) {
        return family == IpFamily.V4 ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6;
    }
}
