package dev.warren.wg.uapi;

import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.PeerState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the answer to {@code get=1} or {@code set=1} from an off-heap buffer. Values of secret lines never become Strings. */
final class GetReply {
    private static final int KEY_BYTES_AT_MOST = 64;
    private static final long SECONDS_AT_MOST = 1L << 40;

    private final Function<ByteBuffer, Optional<PublicKey>> publicKeyOf;
    private final List<PeerState> peers = new ArrayList<>();
    private Optional<PublicKey> publicKey = Optional.empty();
    private int listenPort;
    private int fwmark;
    private int errno = -1;
    private @Nullable PeerLines peer;

    private GetReply(Function<ByteBuffer, Optional<PublicKey>> publicKeyOf) {
        this.publicKeyOf = publicKeyOf;
    }

    /** An answer: the positive error number, 0 for success, and what was read. */
    record Answer(int errno, DeviceState state) {}

    /**
     * Reads an answer.
     *
     * @param publicKeyOf makes the public key of the 64 digits of a private one
     * @throws IOException if it isn't one
     */
    static Answer decode(ByteBuffer text, Function<ByteBuffer, Optional<PublicKey>> publicKeyOf) throws IOException {
        GetReply reply = new GetReply(publicKeyOf);
        int lineStart = 0;
        for (int at = 0; at < text.limit(); at++) {
            if (text.get(at) == '\n') {
                if (at > lineStart) {
                    reply.line(text, lineStart, at);
                }
                lineStart = at + 1;
            }
        }
        reply.endPeer();
        if (reply.errno < 0) {
            throw new IOException("the WireGuard process answered without an errno line");
        }
        return new Answer(reply.errno, new DeviceState(reply.publicKey, reply.listenPort, reply.fwmark, reply.peers));
    }

    private void line(ByteBuffer text, int start, int end) throws IOException {
        int equals = start;
        while (equals < end && text.get(equals) != '=') {
            equals++;
        }
        if (equals == end || equals - start > KEY_BYTES_AT_MOST) {
            throw new IOException("the WireGuard process answered with a line that is not key=value");
        }
        String key = string(text, start, equals);
        if (key.equals("preshared_key")) {
            presharedKey(text, equals + 1, end);
            return;
        }
        if (key.equals("private_key")) {
            privateKey(text, equals + 1, end);
            return;
        }
        String value = string(text, equals + 1, end);
        try {
            value(key, value);
        } catch (IllegalArgumentException malformed) {
            throw new IOException("the WireGuard process answered " + key + "=" + value, malformed);
        }
    }

    private void privateKey(ByteBuffer text, int start, int end) throws IOException {
        if (end - start != OwnPublicKey.HEX_DIGITS) {
            throw new IOException("the WireGuard process answered with a private key of a wrong length");
        }
        publicKey = publicKeyOf.apply(text.slice(start, end - start));
    }

    /** Only whether there is one: the protocol tells none as zeros. */
    private void presharedKey(ByteBuffer text, int start, int end) {
        int any = 0;
        for (int at = start; at < end; at++) {
            any |= text.get(at) ^ '0';
        }
        if (peer != null) {
            peer.hasPresharedKey = any != 0;
        }
    }

    private void value(String key, String value) {
        switch (key) {
            case "listen_port" -> listenPort = Integer.parseInt(value);
            case "fwmark" -> fwmark = Integer.parseUnsignedInt(value);
            case "errno" -> errno = Math.abs(Integer.parseInt(value));
            case "public_key" -> {
                endPeer();
                peer = new PeerLines(PublicKey.parseHex(value));
            }
            default -> {
                if (peer != null) {
                    peer.value(key, value);
                }
            }
        }
    }

    private void endPeer() {
        if (peer != null) {
            peers.add(peer.state());
            peer = null;
        }
    }

    private static String string(ByteBuffer text, int start, int end) {
        byte[] bytes = new byte[end - start];
        text.get(start, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** The lines of one peer. Keys that aren't known are passed over, as the protocol asks. */
    private static final class PeerLines {
        private final PublicKey key;
        private final List<Prefix> allowedIps = new ArrayList<>();
        private Optional<Endpoint> endpoint = Optional.empty();
        private long handshakeSeconds;
        private long handshakeNanos;
        private long rxBytes;
        private long txBytes;
        private int keepalive;
        private boolean hasPresharedKey;

        PeerLines(PublicKey key) {
            this.key = key;
        }

        void value(String name, String value) {
            switch (name) {
                case "endpoint" -> endpoint = endpoint(value);
                case "last_handshake_time_sec" -> handshakeSeconds = inRange(value, SECONDS_AT_MOST);
                case "last_handshake_time_nsec" -> handshakeNanos = inRange(value, 999_999_999);
                case "rx_bytes" -> rxBytes = Long.parseUnsignedLong(value);
                case "tx_bytes" -> txBytes = Long.parseUnsignedLong(value);
                case "persistent_keepalive_interval" -> keepalive = Integer.parseInt(value);
                case "allowed_ip" -> allowedIps.add(Prefix.parse(value));
                default -> {}
            }
        }

        private static long inRange(String value, long most) {
            long number = Long.parseLong(value);
            if (number < 0 || number > most) {
                throw new IllegalArgumentException(number + " is not 0 to " + most);
            }
            return number;
        }

        /** wireguard-go prints the zone of a link-local address as it came; one that is a name has no place in an Endpoint. */
        private static Optional<Endpoint> endpoint(String value) {
            int zone = value.indexOf('%');
            boolean named = zone >= 0 && value.startsWith("[fe80:") && !value.matches("[^%]*%[0-9]+].*");
            return named ? Optional.empty() : Optional.of(Endpoint.parse(value));
        }

        PeerState state() {
            Optional<Instant> handshake = handshakeSeconds == 0 && handshakeNanos == 0
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochSecond(handshakeSeconds, handshakeNanos));
            return new PeerState(key, endpoint, handshake, rxBytes, txBytes, keepalive, hasPresharedKey, allowedIps);
        }
    }
}
