package dev.warren.topology;

import dev.warren.topology.check.Checks;
import dev.warren.topology.schema.Draft;
import dev.warren.topology.schema.DraftReader;
import dev.warren.topology.source.Position;
import dev.warren.topology.source.Problems;
import dev.warren.topology.source.SourceText;
import dev.warren.topology.yaml.TextFiles;
import dev.warren.topology.yaml.YamlNode;
import dev.warren.topology.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The door to the language: a file, or a folder of {@code *.yaml} and {@code *.yml} files that are read as one. */
public final class TopologyFile {
    private TopologyFile() {}

    /**
     * Reads and checks a topology. Public keys named by file are read; private and preshared keys never are.
     *
     * @param fileOrFolder a file, or a folder whose YAML files are merged (folders inside it are not looked at)
     * @throws TopologyException with everything that is wrong with the text
     * @throws IOException if the file or folder itself can't be read
     */
    public static Topology read(Path fileOrFolder) throws TopologyException, IOException {
        Problems problems = new Problems();
        List<SourceText> sources = new ArrayList<>();
        List<Path> files = TextFiles.of(fileOrFolder);
        if (files.isEmpty()) {
            problems.add(nowhere(fileOrFolder), "this folder holds no *.yaml or *.yml file", "write topology.yaml");
        }
        for (Path file : files) {
            TextFiles.read(file, problems).ifPresent(sources::add);
        }
        problems.throwIfAny();

        List<YamlNode> roots = compose(sources, problems);
        DraftReader reader = new DraftReader(
                problems, TextFiles::publicKey, sources.getFirst().at(1, 1));
        roots.forEach(reader::read);
        Draft draft = reader.draft();
        Checks.run(draft, problems);
        problems.throwIfAny();
        return draft.topology().orElseThrow();
    }

    /** The roots of all texts. Ends the reading if one is no YAML: what it says would only seem to be missing elsewhere. */
    private static List<YamlNode> compose(List<SourceText> sources, Problems problems) throws TopologyException {
        List<YamlNode> roots = new ArrayList<>();
        boolean broken = false;
        for (SourceText source : sources) {
            int before = problems.size();
            Optional<YamlNode> root = YamlTree.compose(source, problems);
            root.ifPresent(roots::add);
            broken |= root.isEmpty() && problems.size() > before;
        }
        if (broken) {
            problems.throwIfAny();
        }
        return roots;
    }

    private static Position nowhere(Path path) {
        return new SourceText(path, "").at(1, 1);
    }
}
