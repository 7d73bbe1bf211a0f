package dev.warren.wg.uapi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a userspace WireGuard answers on its socket: read or refused, and no key in what is said about it. */
class ReplyFuzzTest {
    @FuzzTest
    void anAnswerIsReadOrRefused(byte[] bytes) {
        try {
            GetReply.Answer answer = GetReply.decode(ByteBuffer.wrap(bytes), digits -> Optional.empty());
            assertTrue(answer.errno() >= 0);
            answer.state().peers().forEach(peer -> {
                assertTrue(peer.persistentKeepalive() >= 0);
                peer.allowedIps().forEach(prefix -> assertTrue(prefix.toString().contains("/")));
            });
        } catch (IOException refused) {
            assertTrue(refused.getMessage() != null);
        }
    }
}
