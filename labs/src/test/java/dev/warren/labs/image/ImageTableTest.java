package dev.warren.labs.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.YamlDocument;
import dev.warren.topology.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageTableTest {

    @ParameterizedTest
    @CsvSource({
        "quay.io/frrouting/frr:10.2.1, frr",
        "quay.io:443/frrouting/frr, frr",
        "registry:5000/own/frr@sha256:00, frr",
        "pierky/bird:2.16.1, bird",
        "warren:latest, warren",
        "alpine, linux",
        "ghcr.io/srl-labs/bird:2.13, bird",
        "osrg/gobgp, gobgp",
        "openbgpd/openbgpd:8.8, openbgpd",
        "lscr.io/linuxserver/wireguard:latest, wg-quick",
        "masipcat/wireguard-go, wireguard-go",
        "networkstatic/iperf3, iperf3",
        "nginx:alpine, nginx",
        "pierky/exabgp:4.2.21, exabgp",
        "nicolaka/netshoot:v0.13, linux",
        "wbitt/network-multitool:alpine-minimal, linux",
        "ghcr.io/hellt/network-multitool, linux",
        "busybox:1.36, linux"
    })
    void theRepositoryDecidesWithoutItsTag(String reference, String name) throws Exception {
        ImageTable table = ImageTable.read(Path.of("images.yml"), Map.of("labs", "/l", "warren", "/w"));
        assertEquals(name, table.find(reference).orElseThrow().name());
    }

    @Test
    void anUnknownImageIsNotGuessed() throws Exception {
        ImageTable table = ImageTable.read(Path.of("images.yml"), Map.of());
        assertTrue(table.find("ceos:4.32").isEmpty());
    }

    @Test
    void theCmdIsAppendedToTheEntrypointOrReplacesTheCommand() throws ClabException {
        ImageTable table =
                table("a: {repositories: [a], entrypoint: '{warren} x'}\nb: {repositories: [b], command: c d}\n");
        Image a = table.find("a").orElseThrow();
        Image b = table.find("b:1").orElseThrow();
        assertEquals(List.of("/bin/warren", "x", "run"), a.mainProcess(List.of(), List.of("run")));
        assertEquals(List.of("c", "d"), b.mainProcess(List.of(), List.of()));
        assertEquals(List.of("e"), b.mainProcess(List.of(), List.of("e")));
    }

    @Test
    void anEntrypointReplacesTheImagesOwnAndItsCommand() throws ClabException {
        Image image = table("a: {repositories: [a], entrypoint: 'x', command: 'y z'}\n")
                .find("a")
                .orElseThrow();
        assertEquals(List.of("x", "y", "z"), image.mainProcess(List.of(), List.of()));
        assertEquals(List.of("own"), image.mainProcess(List.of("own"), List.of()));
        assertEquals(List.of("own", "c"), image.mainProcess(List.of("own"), List.of("c")));
    }

    @Test
    void whatAnImageNeedsHasAPackage() throws ClabException {
        Image image = table("a: {repositories: [a], needs: gobgpd, package: gobgp}\n")
                .find("a")
                .orElseThrow();
        assertEquals(Optional.of(new Image.Need("gobgpd", "gobgp")), image.needs());
        assertThrows(ClabException.class, () -> table("a: {repositories: [a], needs: gobgpd}\n"));
    }

    @ParameterizedTest
    @CsvSource({"frr:10.2.1, 10.2.1", "quay.io:443/frr, ''", "quay.io:443/frr:v8@sha256:00, v8", "alpine, ''"})
    void theTagIsWhatFollowsTheRepository(String reference, String tag) {
        assertEquals(tag, Image.tag(reference));
    }

    @Test
    void aMistakeInTheTableHasAPlace() {
        ClabException e = assertThrows(ClabException.class, () -> table("a:\n  repositories: [a]\n  entripoint: x\n"));
        assertEquals(3, e.problem().line());
    }

    private static ImageTable table(String text) throws ClabException {
        return ImageTable.of(
                YamlDocument.parse(new SourceText(Path.of("images.yml"), text)), Map.of("warren", "/bin/warren"));
    }
}
