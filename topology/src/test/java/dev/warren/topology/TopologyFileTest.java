package dev.warren.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Asn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and folders, scalars without types, secrets, and several problems at once. */
final class TopologyFileTest {
    private static final String SECRET = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";

    @TempDir
    Path folder;

    private static String original() throws IOException {
        return Files.readString(Broken.ORIGINAL.resolve("topology.yaml"));
    }

    @Test
    void allProblemsAreReportedInTheOrderOfTheText() throws Exception {
        String text = original()
                .replace("asn: 64512", "asn: 0")
                .replace("router-id: 10.80.0.2", "router-id: 10.80.0.1")
                .replace("keepalive: 5", "keepallive: 5")
                .replace("10.80.17.0/24", "10.80.16.0/24")
                .replace("hub: nyc\n    addresses", "hub: nyx\n    addresses");
        List<Problem> problems = Broken.problems(Broken.write(folder, text));
        assertEquals(
                List.of(3, 14, 27, 32, 35), problems.stream().map(Problem::line).toList(), problems::toString);
    }

    @Test
    void aProblemPrintsAsACompilersError() throws Exception {
        Path file = Broken.write(folder, original().replace("  asn: 64512", "  asm: 64512"));
        TopologyException refused = assertThrows(TopologyException.class, () -> TopologyFile.read(file));
        assertEquals("""
                FILE:1:1: the overlay has no 'asn'
                    overlay:
                    ^
                  asn: write the speaker's AS number, such as 64512 (private: 64512 to 65534, 4200000000 to 4294967294)
                FILE:3:3: the overlay has no key 'asm'
                      asm: 64512
                      ^
                  did you mean 'asn'? the keys here are: asn, bfd, fwmark, interface, listen-port, mtu, name, plane, prefixes, \
                route-protocol, rule-priority, table""".replace("FILE", file.toString()), refused.getMessage());
    }

    @Test
    void linkOverAFamilyThatAHubHasNoEndpointOfIsRefused() throws Exception {
        String text = original().replace(", \"[2001:db8:ffff:2::1]:51820\"]", "]");
        Problem problem = Broken.problems(Broken.write(folder, text)).getFirst();
        assertEquals("hub 'nyc' has no IPv6 endpoint for this link", problem.message());
        assertEquals("add one to hubs.nyc.endpoints, or choose the other family", problem.remedy());
        assertEquals(62, problem.line());
        assertEquals(35, problem.column());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private-key: " + SECRET,
                "private-key: \"" + SECRET + "\"",
                "private-key: |\n      " + SECRET,
                "private-key: [" + SECRET + "]",
                "private-key: {file: \"" + SECRET + "\", key: " + SECRET + "}",
                "private-key: {key: " + SECRET + "}",
                "private-kee: " + SECRET,
                SECRET + ": private-key",
                "private-key: short-secret",
                "private-key: # " + SECRET,
                "private-key: {file: keys/nyc.key}\n    router-id: " + SECRET,
                "private-key: {file: keys/nyc.key}\n    preshared-key: &" + SECRET + " x"
            })
    void aPrivateKeyInPlaceIsRefusedWithoutShowingIt(String line) throws Exception {
        String text = original().replace("private-key: {file: keys/nyc.key}", line);
        TopologyException refused =
                assertThrows(TopologyException.class, () -> TopologyFile.read(Broken.write(folder, text)));
        String shown = refused.getMessage() + refused.problems();
        assertFalse(shown.contains(SECRET.substring(0, 12)), shown);
        assertFalse(shown.contains("short-secret"), shown);
    }

    @Test
    void secretInPlaceSaysWhatToDoInstead() throws Exception {
        String text = original().replace("private-key: {file: keys/nyc.key}", "private-key: " + SECRET);
        Problem problem = Broken.problems(Broken.write(folder, text)).getFirst();
        assertEquals("'private-key' names no file: a secret never stands in a topology", problem.message());
        assertEquals(
                "write private-key: {file: PATH}; if a real key stood here, replace it by a new one", problem.remedy());
        assertEquals("    private-key: ***", problem.sourceLine());
        assertEquals(18, problem.column());
    }

    @Test
    void nothingIsTypedByGuess() throws Exception {
        String text = original()
                .replace("name: two-regions", "name: off")
                .replace("  asn: 64512", "  asn: \"64512\"\n  interface: 010\n  fwmark: 0xca6c");
        Overlay overlay = TopologyFile.read(Broken.write(folder, text)).overlay();
        assertEquals("off", overlay.name());
        assertEquals("010", overlay.interfaceName());
        assertEquals(51_820, overlay.fwmark());
        assertEquals(Asn.of(64_512), overlay.asn());
    }

    @Test
    void aFolderIsReadAsOneAndKeyFilesStandBesideTheirFile() throws Exception {
        Path file = Broken.write(folder, original());
        String text = Files.readString(file);
        int sites = text.indexOf("sites:");
        int upstreams = text.indexOf("upstreams:");
        Files.writeString(file, text.substring(0, sites));
        Files.writeString(folder.resolve("b.yml"), text.substring(sites, upstreams));
        Files.writeString(folder.resolve("a.yaml"), text.substring(upstreams));
        Files.writeString(folder.resolve("empty.yaml"), "# nothing yet\n");
        Files.writeString(folder.resolve(".hidden.yaml"), "[");
        Files.writeString(folder.resolve("README.md"), "[");
        Topology merged = TopologyFile.read(folder);
        assertEquals(2, merged.hubs().size());
        assertEquals(3, merged.sites().size());
        assertEquals(2, merged.upstreams().size());
        assertEquals(1, merged.links().size());
        assertEquals(folder.resolve("keys/fra.key"), merged.hubs().getFirst().privateKeyFile());
    }

    @Test
    void theSameNameInTwoFilesIsRefusedWithBothPositions() throws Exception {
        Path file = Broken.write(folder, original());
        Path other = Files.writeString(
                folder.resolve("z.yaml"), "sites:\n  paris: {}\noverlay: {}\nupstreams:\n  fra: {}\n");
        List<Problem> problems = Broken.problems(folder);
        assertEquals(
                List.of(
                        other + ":2:3 the name 'paris' is taken: by a site at " + file + ":28:3",
                        other + ":3:1 a second 'overlay': the first is at " + file + ":1:1",
                        other + ":5:3 the name 'fra' is taken: by a hub at " + file + ":7:3"),
                problems.stream()
                        .map(problem -> problem.file() + ":" + problem.line() + ":" + problem.column() + " "
                                + problem.message())
                        .toList());
    }

    @Test
    void anEmptyTopologyLacksOverlayAndHubs() throws Exception {
        Path file = Files.writeString(folder.resolve("t.yaml"), "");
        assertEquals(
                List.of("the topology has no 'hubs'", "the topology has no 'overlay'"),
                Broken.problems(file).stream().map(Problem::message).toList());
    }

    @Test
    void aFolderWithoutYamlIsAProblemAndAMissingFileIsAnError() {
        assertEquals(
                "this folder holds no *.yaml or *.yml file",
                Broken.problems(folder).getFirst().message());
        NoSuchFileException missing =
                assertThrows(NoSuchFileException.class, () -> TopologyFile.read(folder.resolve("missing.yaml")));
        assertTrue(String.valueOf(missing.getMessage()).contains("missing.yaml"));
    }

    @Test
    void aByteOrderMarkIsSkipped() throws Exception {
        assertEquals(
                2,
                TopologyFile.read(Broken.write(folder, "\ufeff" + original()))
                        .hubs()
                        .size());
    }
}
