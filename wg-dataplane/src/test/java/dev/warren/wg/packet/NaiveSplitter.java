package dev.warren.wg.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Segmentation as the virtio specification (5.1.6) and Linux describe it, slowly and plainly: an oracle. */
final class NaiveSplitter {
    private static final int VNET = 10;

    private NaiveSplitter() {}

    /** The packets of a virtio_net_hdr with its packet. */
    static List<byte[]> split(byte[] withHeader) {
        ByteBuffer header = ByteBuffer.wrap(withHeader).order(ByteOrder.LITTLE_ENDIAN);
        int type = header.get(1) & 0x7f;
        byte[] packet = Arrays.copyOfRange(withHeader, VNET, withHeader.length);
        if (type == 0) {
            return List.of(packet);
        }
        int size = header.getShort(4) & 0xffff;
        int transport = header.getShort(6) & 0xffff;
        boolean tcp = type != 5;
        int headers = transport + (tcp ? ((packet[transport + 12] & 0xf0) >> 2) : 8);
        List<byte[]> pieces = new ArrayList<>();
        for (int from = headers, i = 0; from < packet.length; from += size, i++) {
            int to = Math.min(packet.length, from + size);
            byte[] piece = Arrays.copyOf(packet, headers + to - from);
            System.arraycopy(packet, from, piece, headers, to - from);
            rewrite(piece, transport, tcp, i, from - headers, to == packet.length);
            pieces.add(piece);
        }
        return pieces;
    }

    private static void rewrite(byte[] piece, int transport, boolean tcp, int index, int offset, boolean last) {
        ByteBuffer out = ByteBuffer.wrap(piece);
        boolean v6 = (piece[0] & 0xf0) == 0x60;
        if (v6) {
            out.putShort(4, (short) (piece.length - 40));
        } else {
            out.putShort(2, (short) piece.length);
            out.putShort(4, (short) (out.getShort(4) + index));
            out.putShort(10, (short) 0);
            out.putShort(10, (short) ~sum(piece, 0, (piece[0] & 0xf) * 4, 0));
        }
        if (tcp) {
            out.putInt(transport + 4, out.getInt(transport + 4) + offset);
            if (!last) {
                piece[transport + 13] &= (byte) ~0x09;
            }
            if (index > 0) {
                piece[transport + 13] &= (byte) ~0x80;
            }
        } else {
            out.putShort(transport + 4, (short) (piece.length - transport));
        }
        int field = transport + (tcp ? 16 : 6);
        out.putShort(field, (short) 0);
        int checksum = ~transportSum(piece, transport) & 0xffff;
        out.putShort(field, (short) (checksum == 0 ? 0xffff : checksum));
    }

    /** True if lengths and checksums of a packet are right. */
    static boolean isWhole(byte[] packet) {
        ByteBuffer in = ByteBuffer.wrap(packet);
        boolean v6 = (packet[0] & 0xf0) == 0x60;
        int transport = v6 ? 40 : (packet[0] & 0xf) * 4;
        boolean length = v6 ? in.getShort(4) == packet.length - 40 : in.getShort(2) == packet.length;
        boolean udp = packet[v6 ? 6 : 9] == 17;
        return length
                && (v6 || sum(packet, 0, transport, 0) == 0xffff)
                && (!udp || in.getShort(transport + 4) == packet.length - transport)
                && transportSum(packet, transport) == 0xffff;
    }

    /** The packet with what says nothing made equal: the identification where DF is set, one of two zeros in TCP's checksum. */
    static byte[] normal(byte[] packet) {
        byte[] copy = packet.clone();
        ByteBuffer out = ByteBuffer.wrap(copy);
        boolean v6 = (copy[0] & 0xf0) == 0x60;
        if (!v6 && (copy[6] & 0x40) != 0) {
            int right = sum(copy, 0, 20, 0) == 0xffff ? 1 : 0;
            out.putShort(4, (short) 0);
            out.putShort(10, (short) right);
        }
        int transport = v6 ? 40 : 20;
        if (copy[v6 ? 6 : 9] == 6 && copy.length >= transport + 20 && out.getShort(transport + 16) == -1) {
            out.putShort(transport + 16, (short) 0);
        }
        return copy;
    }

    static int transportSum(byte[] packet, int transport) {
        boolean v6 = (packet[0] & 0xf0) == 0x60;
        int pseudo = sum(packet, v6 ? 8 : 12, v6 ? 32 : 8, 0);
        pseudo += (packet[v6 ? 6 : 9] & 0xff) + packet.length - transport;
        return sum(packet, transport, packet.length - transport, pseudo);
    }

    static int sum(byte[] bytes, int from, int length, int start) {
        long sum = start;
        for (int i = 0; i < length; i++) {
            int value = bytes[from + i] & 0xff;
            sum += i % 2 == 0 ? value << 8 : value;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) sum;
    }
}
