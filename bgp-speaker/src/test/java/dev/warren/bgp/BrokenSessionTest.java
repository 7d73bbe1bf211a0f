package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.fsm.PeerAs;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.session.LastNotification;
import dev.warren.bgp.session.SessionListener;
import dev.warren.bgp.session.Sessions;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.Opaque;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever fails at the end of a session, it does end. */
class BrokenSessionTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int LONGEST = 4_096;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({"127.0.0.26, 127.0.0.27", "::1, ::1"})
    void whatCantBeSentBackWholeEndsTheSession(String own, String theirs) throws Exception {
        try (Sessions sessions = new Sessions();
                RawNeighbour neighbour = established(own, theirs, sessions, new Recorder())) {
            neighbour.sendOctets(refresh(LONGEST), LONGEST);
            byte[] answer = neighbour.readUntil(RawNeighbour.NOTIFICATION);
            assertTrue(answer.length <= LONGEST - MessageHeader.LENGTH, () -> answer.length + " octets");
            eventually(LIMIT, () -> heard.contains("down"), () -> heard);
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.26, 127.0.0.27", "::1, ::1"})
    void aListenerThatFailsKeepsItFromNothing(String own, String theirs) throws Exception {
        SessionListener failing = new Recorder() {
            @Override
            public void notified(LastNotification last) {
                throw new IllegalStateException("thrown by the test");
            }
        };
        try (Sessions sessions = new Sessions();
                RawNeighbour neighbour = established(own, theirs, sessions, failing)) {
            neighbour.sendOctets(refresh(LONGEST), LONGEST);
            eventually(LIMIT, () -> heard.contains("down") && heard.getLast().equals("ACTIVE"), () -> heard);
            assertEquals(1, heard.stream().filter("down"::equals).count());
        }
    }

    @Test
    void aLongNotificationIsToldInShort() {
        Notification told = new Notification(6, 4, Opaque.of(new byte[60_000]));
        assertEquals(Notification.MAX_DATA, told.data().length());
        assertTrue(told.toString().endsWith("00\u2026 and 4011 more octets"), told::toString);
        assertTrue(told.toString().length() < 200, told::toString);
        assertTrue(told.asHardReset().toString().length() < 200, told::toString);
    }

    private static RawNeighbour established(String own, String theirs, Sessions sessions, SessionListener listener)
            throws IOException {
        InetAddress address = InetAddress.ofLiteral(own);
        InetSocketAddress listening;
        try (ServerSocket free = new ServerSocket(0, 1, address)) {
            listening = new InetSocketAddress(address, free.getLocalPort());
        }
        NeighbourConfig config = NeighbourConfig.builder("raw", IpAddress.parse(theirs), Asn.of(64600))
                .transport(t -> t.passive(true))
                .build();
        SpeakerConfig speaker =
                new SpeakerConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), List.of(listening), List.of(config));
        sessions.add(NeighbourSetup.session(speaker, config, PeerAs.of(Asn.of(64600))), listener)
                .start();
        sessions.listen(listening);
        sessions.accept();
        return RawNeighbour.established(theirs, listening, 64600, 90);
    }

    /** A ROUTE-REFRESH (RFC 2918) of another length than it may have. */
    private static byte[] refresh(int length) {
        byte[] octets = new byte[length];
        ByteBuffer.wrap(octets).putLong(-1).putLong(-1).putShort((short) length).put((byte) 5);
        return octets;
    }

    /** Notes what it hears. */
    private class Recorder implements SessionListener {
        @Override
        public void stateChanged(SessionState from, SessionState to, String reason) {
            heard.add(to.toString());
        }

        @Override
        public void notified(LastNotification last) {
            heard.add("notified");
        }

        @Override
        public void up(int epoch, Negotiated negotiated, IpAddress localAddress, Optional<IpAddress> linkLocal) {
            heard.add("up");
        }

        @Override
        public void down(String reason, boolean graceful) {
            heard.add("down");
        }

        @Override
        public void received(Message message) {
            heard.add("received");
        }

        @Override
        public void writable(int epoch) {
            heard.add("writable");
        }
    }
}
