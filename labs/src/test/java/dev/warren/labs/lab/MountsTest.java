package dev.warren.labs.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.labs.clab.ClabFile;
import dev.warren.labs.clab.ClabNode;
import dev.warren.topology.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class MountsTest {
    @Test
    void aFolderComesBeforeWhatIsMountedIntoIt() throws Exception {
        ClabNode node =
                Objects.requireNonNull(ClabFile.parse(new SourceText(Path.of("/labs/x.clab.yml"), """
                name: x
                topology:
                  nodes:
                    a:
                      kind: linux
                      image: i
                      binds: ["f:/data/f:ro", "/srv:/srv", "/cache"]
                      tmpfs: {/data: "size=64m", /srv/deep/er: ""}
                """), Map.of())
                        .nodes()
                        .get("a"));
        assertEquals(
                List.of(
                        "bind\t/srv\t/srv\trw",
                        "tmpfs\ttmpfs\t/cache\tnoexec,nosuid,nodev,exec,suid,dev",
                        "tmpfs\ttmpfs\t/data\tnoexec,nosuid,nodev,size=64m",
                        "bind\t/labs/f\t/data/f\tro",
                        "tmpfs\ttmpfs\t/srv/deep/er\tnoexec,nosuid,nodev"),
                Mounts.of(node));
    }
}
