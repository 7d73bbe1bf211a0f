package dev.warren.bgp.wire;

import java.nio.ByteBuffer;

/** A reader over octets of the network: every read is checked first. */
final class Octets {
    private final ByteBuffer buffer;

    Octets(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    int left() {
        return buffer.remaining();
    }

    int u8() throws ShortReadException {
        need(1);
        return buffer.get() & 0xff;
    }

    int u16() throws ShortReadException {
        need(2);
        return buffer.getShort() & 0xffff;
    }

    int i32() throws ShortReadException {
        need(4);
        return buffer.getInt();
    }

    long u32() throws ShortReadException {
        return i32() & 0xffff_ffffL;
    }

    long i64() throws ShortReadException {
        need(8);
        return buffer.getLong();
    }

    byte[] bytes(int count) throws ShortReadException {
        need(count);
        byte[] octets = new byte[count];
        buffer.get(octets);
        return octets;
    }

    Octets slice(int count) throws ShortReadException {
        need(count);
        ByteBuffer part = buffer.slice(buffer.position(), count);
        buffer.position(buffer.position() + count);
        return new Octets(part);
    }

    /** All octets from here, without moving. */
    Opaque peek() {
        byte[] octets = new byte[buffer.remaining()];
        buffer.duplicate().get(octets);
        return Opaque.of(octets);
    }

    private void need(int count) throws ShortReadException {
        if (count > buffer.remaining()) {
            throw new ShortReadException(count, buffer.remaining());
        }
    }
}
