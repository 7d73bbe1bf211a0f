package dev.warren.wg.packet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Random packets of a few TCP and UDP flows in both families: mostly a steady stream, with every fault that must not be joined. */
final class PacketStream {
    private final Random random;
    private final Flow[] flows = new Flow[3];
    private int current;

    PacketStream(Random random) {
        this.random = random;
        for (int i = 0; i < flows.length; i++) {
            flows[i] = new Flow(random, random.nextBoolean(), random.nextBoolean());
        }
    }

    byte[] next() {
        if (random.nextInt(12) == 0) {
            current = random.nextInt(flows.length);
        }
        Flow flow = flows[current];
        int payload = random.nextInt(10) == 0 ? random.nextInt(flow.size + 30) : flow.size;
        byte[] packet = flow.packet(payload);
        if (random.nextInt(6) == 0) {
            packet = disturb(packet, flow);
        }
        return packet;
    }

    /** Changes one thing, mostly with right checksums. */
    private byte[] disturb(byte[] packet, Flow flow) {
        int t = flow.transport();
        boolean v6 = flow.v6;
        int what = random.nextInt(12);
        switch (what) {
            case 0 -> packet[v6 ? 7 : 8]--;
            case 1 -> packet[1] ^= (byte) (v6 ? 0x10 : 0x04);
            case 2 -> packet[v6 ? 3 : 5] ^= 0x55;
            case 3 -> packet[v6 ? 8 : 6] ^= (byte) (v6 ? 1 : new int[] {0x80, 0x40, 0x20, 0x01}[random.nextInt(4)]);
            case 4 -> packet[t + 1]++;
            case 5, 6, 7 -> {
                if (flow.tcp) {
                    packet[t + new int[] {7, 8, 12, 13, 13, 14, 18}[random.nextInt(7)]] ^=
                            (byte) (1 << random.nextInt(what == 5 ? 4 : 8) & 0x0f);
                } else {
                    packet[t + 3] ^= 1;
                }
            }
            case 8 -> {
                if (flow.tcp && flow.options > 0) {
                    packet[t + 20] ^= 1;
                }
            }
            default -> {
                return corrupt(packet, flow, what);
            }
        }
        flow.checksums(packet);
        return packet;
    }

    private byte[] corrupt(byte[] packet, Flow flow, int what) {
        if (what == 9) {
            packet[packet.length - 1] ^= 0x40;
        } else if (what == 10 && !flow.v6) {
            packet[10] ^= 1;
        } else if (!flow.tcp) {
            packet[flow.transport() + 6] = 0;
            packet[flow.transport() + 7] = 0;
        }
        return packet;
    }

    /** A super-packet with its virtio_net_hdr. */
    static byte[] superPacket(Random random) {
        Flow flow = new Flow(random, random.nextBoolean(), random.nextBoolean());
        int size = 1 + random.nextInt(1_400);
        int payload = Math.min(60_000, 1 + random.nextInt(size * 45));
        byte[] packet = flow.packet(payload);
        int t = flow.transport();
        if (flow.tcp) {
            packet[t + 13] = (byte) random.nextInt(256);
        }
        int field = flow.tcp ? 16 : 6;
        ByteBuffer out = ByteBuffer.allocate(10 + packet.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 1).put((byte) (flow.tcp ? (flow.v6 ? 4 : 1) : 5));
        out.putShort((short) flow.headers())
                .putShort((short) size)
                .putShort((short) t)
                .putShort((short) field);
        return out.put(packet).array();
    }

    /** One flow, whose next packet continues it. */
    static final class Flow {
        final boolean v6;
        final boolean tcp;
        final int options;
        final int size;
        private final Random random;
        private final byte[] template;
        private int sequence;
        private int identification;

        Flow(Random random, boolean v6, boolean tcp) {
            this.random = random;
            this.v6 = v6;
            this.tcp = tcp;
            options = tcp ? 4 * random.nextInt(4) : 0;
            size = 20 + random.nextInt(1_300);
            sequence = random.nextInt();
            identification = random.nextInt(65_536);
            template = new byte[headers()];
            random.nextBytes(template);
            template[0] = (byte) (v6 ? 0x60 : 0x45);
            template[v6 ? 6 : 9] = (byte) (tcp ? 6 : 17);
            if (!v6) {
                template[6] = (byte) (random.nextBoolean() ? 0x40 : 0);
                template[7] = 0;
            }
            if (tcp) {
                template[transport() + 12] = (byte) ((20 + options) << 2);
                template[transport() + 13] = 0x10;
            }
        }

        int transport() {
            return v6 ? 40 : 20;
        }

        int headers() {
            return transport() + (tcp ? 20 + options : 8);
        }

        byte[] packet(int payload) {
            byte[] packet = Arrays.copyOf(template, headers() + payload);
            for (int i = headers(); i < packet.length; i++) {
                packet[i] = (byte) random.nextInt();
            }
            ByteBuffer out = ByteBuffer.wrap(packet);
            if (v6) {
                out.putShort(4, (short) (packet.length - 40));
            } else {
                out.putShort(2, (short) packet.length);
                out.putShort(4, (short) identification++);
            }
            if (tcp) {
                out.putInt(transport() + 4, sequence);
                sequence += payload;
            } else {
                out.putShort(transport() + 4, (short) (packet.length - transport()));
            }
            checksums(packet);
            return packet;
        }

        void checksums(byte[] packet) {
            ByteBuffer out = ByteBuffer.wrap(packet);
            if (!v6) {
                out.putShort(10, (short) 0);
                out.putShort(10, (short) ~NaiveSplitter.sum(packet, 0, 20, 0));
            }
            int field = transport() + (tcp ? 16 : 6);
            out.putShort(field, (short) 0);
            int checksum = ~NaiveSplitter.transportSum(packet, transport()) & 0xffff;
            out.putShort(field, (short) (checksum == 0 && !tcp ? 0xffff : checksum));
        }
    }
}
