package dev.warren.wg.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.MessageWriter;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.KeyFile;
import dev.warren.wg.control.PeerChange;
import dev.warren.wg.control.PeerState;
import dev.warren.wg.control.PresharedKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes are those of little-endian machines. */
class DeviceCodecTest {
    private static final String KEY = "11".repeat(32);
    private static final String OTHER = "22".repeat(32);

    private static String bytesOf(SetMessage message) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4_096).order(ByteOrder.nativeOrder());
        try (LoadedKeys keys = LoadedKeys.of(message)) {
            SetDeviceCodec.encode(new MessageWriter(buffer), "wg0", message, keys);
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static DevicePart decoded(String hex) throws NetlinkException {
        return GetDeviceCodec.decode(bytes(hex), true);
    }

    private static KeyFile keyFile(Path folder, String name, String text) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new KeyFile(Files.writeString(file, text + "\n"));
    }

    @Test
    void settingsAndAPeerWithEverything(@TempDir Path folder) throws IOException {
        SetPeer peer = new SetPeer(
                PublicKey.parseHex(KEY),
                WireGuardNetlink.WGPEER_F_UPDATE_ONLY,
                Optional.of(Endpoint.parse("[fe80::1%3]:51820")),
                OptionalInt.of(25),
                Optional.of(new PresharedKey.InFile(
                        keyFile(folder, "psk", "ERERERERERERERERERERERERERERERERERERERERERE="))),
                WireGuardNetlink.WGALLOWEDIP_F_REMOVE_ME,
                List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("fd00::/16")));
        SetMessage message = new SetMessage(
                Optional.of(keyFile(folder, "key", "IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI=")),
                OptionalInt.of(51_820),
                OptionalInt.of(0xca6c),
                true,
                List.of(peer));
        assertEquals(
                ("08000200 77673000" + "24000300" + OTHER + "06000600 6cca0000 08000700 6cca0000 08000500 01000000"
                                + "d8000880 d4000080 24000100" + KEY + "08000300 04000000 24000200" + KEY
                                + "20000400 0a00 ca6c 00000000 fe800000000000000000000000000001 03000000"
                                + "06000500 19000000"
                                + "58000980"
                                + "24000080 06000100 02000000 08000200 0a000000 05000300 08000000 08000400 01000000"
                                + "30000080 06000100 0a000000 14000200 fd000000000000000000000000000000 05000300 10000000"
                                + "08000400 01000000")
                        .replace(" ", ""),
                bytesOf(message));
    }

    @Test
    void anEmptyPortAndAnIpv4Endpoint() throws IOException {
        SetPeer peer = new SetPeer(
                PublicKey.parseHex(KEY),
                0,
                Optional.of(Endpoint.parse("192.0.2.1:1")),
                OptionalInt.of(0),
                Optional.empty(),
                0,
                List.of());
        assertEquals(
                ("08000200 77673000 48000880 44000080 24000100" + KEY
                                + "14000400 0200 0001 c0000201 0000000000000000 06000500 00000000")
                        .replace(" ", ""),
                bytesOf(SetMessage.ofPeers(List.of(peer))));
    }

    @Test
    void aPresharedKeyIsTakenAwayByZeros() throws IOException {
        SetPeer peer = SetPeer.of(
                PeerChange.of(PublicKey.parseHex(KEY)).noPresharedKey().build());
        assertEquals(
                ("08000200 77673000 50000880 4c000080 24000100" + KEY + "24000200" + "00".repeat(32)).replace(" ", ""),
                bytesOf(SetMessage.ofPeers(List.of(peer))));
    }

    @Test
    void zerosAreNoPresharedKey() throws NetlinkException {
        for (String last : List.of("00", "01")) {
            DevicePart part = decoded("50000880 4c000080 24000100" + KEY + "24000200" + "00".repeat(31) + last);
            assertEquals(last.equals("01"), part.peers().getFirst().hasPresharedKey());
        }
    }

    private static final String FIRST = "06000600 6cca0000 08000700 07000000 08000100 05000000 08000200 77673000"
            + "24000300" + OTHER + "24000400" + KEY
            + "c0000880 bc000080 24000100" + OTHER + "24000200" + KEY
            + "14000600 0065cd1d00000000 2a00000000000000 06000500 19000000"
            + "0c000800 0200000000000000 0c000700 0100000000000000 08000a00 01000000"
            + "14000400 0200 ca6c c0000201 0000000000000000"
            + "20000980 1c000080 05000300 18000000 06000100 02000000 08000200 0a010200";
    private static final String SECOND = "58000880 54000080 24000100" + OTHER
            + "2c000980 28000080 05000300 30000000 06000100 0a000000 14000200 20010db8000000000000000000000000";

    @Test
    void aPeerThatGoesOnInTheNextMessageIsOne() throws NetlinkException {
        DeviceState state = StateCollector.collect(List.of(decoded(FIRST), decoded(SECOND)));
        assertEquals(
                new DeviceState(
                        Optional.of(PublicKey.parseHex(KEY)),
                        51_820,
                        7,
                        List.of(new PeerState(
                                PublicKey.parseHex(OTHER),
                                Optional.of(Endpoint.parse("192.0.2.1:51820")),
                                Optional.of(Instant.ofEpochSecond(500_000_000, 42)),
                                1,
                                2,
                                25,
                                true,
                                List.of(Prefix.parse("10.1.2.0/24"), Prefix.parse("2001:db8::/48"))))),
                state);
    }

    @Test
    void aDeviceWithoutKeyAndPeers() throws NetlinkException {
        DeviceState state = StateCollector.collect(List.of(decoded("06000600 00000000 08000700 00000000")));
        assertEquals(new DeviceState(Optional.empty(), 0, 0, List.of()), state);
    }

    @Test
    void ipv6EndpointsKeepTheScopeOfALinkLocalAddressOnly() throws NetlinkException {
        for (String[] pair : new String[][] {
            {"fe800000000000000000000000000001 03000000", "[fe80::1%3]:51820"},
            {"20010db8000000000000000000000001 03000000", "[2001:db8::1]:51820"}
        }) {
            DevicePart part = decoded("4c000880 48000080 24000100" + KEY + "20000400 0a00 ca6c 00000000" + pair[0]);
            assertEquals(
                    Optional.of(Endpoint.parse(pair[1])),
                    part.peers().getFirst().endpoint());
        }
    }

    @Test
    void malformedValuesAreRefused() {
        for (String hex : new String[] {
            "08000400 11111111",
            "05000600 00000000",
            "ff000880 00000000",
            "08000880 04000080",
            "2c000880 28000080 24000100" + KEY + "ffff0980",
            "3c000880 38000080 24000100" + KEY + "10000980 0c000080 06000100 02000000",
            "48000880 44000080 24000100" + KEY
                    + "20000980 1c000080 05000300 21000000 06000100 02000000 08000200 0a010200",
            "3c000880 38000080 24000100" + KEY + "14000600 ffffffffffffffff 0000000000000000",
            "34000880 30000080 24000100" + KEY + "0c000400 0200 ca6c c0000201",
            "30000880 2c000080 24000100" + KEY + "05000700 01000000"
        }) {
            NetlinkException refused = assertThrows(NetlinkException.class, () -> decoded(hex), hex);
            assertEquals(Errno.EPROTO, refused.errno());
        }
    }

    @Test
    void changedBytesAreReadOrRefused() {
        Random random = new Random(7);
        byte[] good = HexFormat.of().parseHex(FIRST.replace(" ", ""));
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            ByteBuffer cut =
                    ByteBuffer.wrap(bad, 0, random.nextInt(bad.length)).slice().order(ByteOrder.LITTLE_ENDIAN);
            try {
                GetDeviceCodec.decode(cut, true);
            } catch (NetlinkException refused) {
                assertEquals(Errno.EPROTO, refused.errno());
            }
        }
    }
}
