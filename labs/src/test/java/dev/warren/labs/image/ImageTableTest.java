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
        "alpine, linux"
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
        assertEquals(List.of("/bin/warren", "x", "run"), a.mainProcess(List.of("run")));
        assertEquals(List.of("c", "d"), b.mainProcess(List.of()));
        assertEquals(List.of("e"), b.mainProcess(List.of("e")));
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
