package dev.warren.router.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.router.report.BgpReport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {
    private static final BgpReport REPORT = new BgpReport(
            "fra",
            4_200_000_000L,
            "10.80.0.1",
            List.of(new BgpReport.Neighbour(
                    "nyc",
                    "hub",
                    "fd80:80::2",
                    64_512,
                    "established",
                    7,
                    Map.of("ipv4", new BgpReport.Counts(3, 2, 1, 4)),
                    "",
                    Optional.of(new BgpReport.Bfd("up", "none", 900)),
                    new BgpReport.Session(
                            2,
                            1,
                            List.of("route-refresh"),
                            new BgpReport.Messages(2, 30, 1, 40, 0, 5_000),
                            new BgpReport.Messages(2, 20, 0, 41, 1, 4_000),
                            0,
                            "received 6/4 administrative reset at 2026-01-01T00:00:00Z",
                            List.of(new BgpReport.Change(
                                    "2026-01-01T00:00:00Z", "established", "idle", "received NOTIFICATION"))))),
            List.of(new BgpReport.Refused("paris", "10.80.16.0/24", "not granted")));

    @TempDir
    private Path folder = Path.of("");

    private ApiServer serve(Path socket) throws IOException {
        return new ApiServer(
                socket,
                Map.of(
                        "/v1/bgp", () -> CompletableFuture.completedFuture(Resource.Body.of(REPORT)),
                        "/v1/broken", () -> CompletableFuture.failedFuture(new IllegalStateException("broken"))));
    }

    @Test
    void aReportComesBackAsItWas() throws IOException {
        Path socket = folder.resolve("a.sock");
        try (ApiServer _ = serve(socket)) {
            assertEquals(REPORT, Json.read(new ApiClient(socket).get("/v1/bgp"), BgpReport.class));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void anUnknownPathSaysWhichThereAre() throws IOException {
        Path socket = folder.resolve("b.sock");
        try (ApiServer _ = serve(socket)) {
            String message = assertThrows(IOException.class, () -> new ApiClient(socket).get("/v1/nothing"))
                    .toString();
            assertTrue(message.contains("404") && message.contains("/v1/bgp"), message);
        }
    }

    @Test
    void aFailureIsAnErrorAndNotTheEnd() throws IOException {
        Path socket = folder.resolve("c.sock");
        try (ApiServer _ = serve(socket)) {
            assertThrows(IOException.class, () -> new ApiClient(socket).get("/v1/broken"));
            new ApiClient(socket).get("/v1/bgp");
        }
    }

    @Test
    void garbageIsAnsweredAndTheNextClientServed() throws IOException {
        Path socket = folder.resolve("d.sock");
        try (ApiServer _ = serve(socket);
                SocketChannel hostile = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            hostile.connect(UnixDomainSocketAddress.of(socket));
            hostile.write(ByteBuffer.wrap("\0\1\2 garbage\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)));
            ByteBuffer answer = ByteBuffer.allocate(512);
            hostile.read(answer);
            assertTrue(new String(answer.array(), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 4"));
            new ApiClient(socket).get("/v1/bgp");
        }
    }

    @Test
    void withoutARouterTheMessageSaysSo() {
        String message = assertThrows(IOException.class, () -> new ApiClient(folder.resolve("e.sock")).get("/v1/bgp"))
                .toString();
        assertTrue(message.contains("warren run"), message);
    }
}
