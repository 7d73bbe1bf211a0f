package dev.warren.labs.clab;

import dev.warren.topology.TopologyException;
import dev.warren.topology.source.Problems;
import dev.warren.topology.source.SourceText;
import dev.warren.topology.yaml.TextFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads YAML into the topology language's tree of nodes. Other than that language, containerlab's has anchors, aliases and merge
 * keys, which real lab files use: the tree has them written out. Scalars stay text: no implicit typing.
 */
public final class YamlDocument {
    private static final String REMEDY = "correct the syntax: KEY: VALUE with two spaces per level";

    private YamlDocument() {}

    /** Reads a file as it is. */
    public static YamlValue read(Path file) throws ClabException, IOException {
        return parse(source(file));
    }

    /** The root of a text. */
    public static YamlValue parse(SourceText source) throws ClabException {
        try {
            Node root = new Yaml(options()).compose(new StringReader(source.text()));
            if (root == null) {
                throw new ClabException(source.at(1, 1).problem("the file is empty", "write KEY: VALUE lines"));
            }
            return new YamlValue(new WrittenOut(source).of(root));
        } catch (MarkedYAMLException malformed) {
            Mark mark = malformed.getProblemMark() == null ? malformed.getContextMark() : malformed.getProblemMark();
            throw new ClabException((mark == null ? source.at(1, 1) : WrittenOut.at(source, mark))
                    .problem("this is not YAML: " + malformed.getProblem(), REMEDY));
        } catch (YAMLException malformed) {
            throw new ClabException(
                    source.at(1, 1).problem("this is not YAML: " + malformed.getMessage(), "correct the syntax"));
        }
    }

    /** The text of a file, if it isn't too large and is UTF-8. */
    static SourceText source(Path file) throws ClabException, IOException {
        Problems problems = new Problems();
        Optional<SourceText> source = TextFiles.read(file, problems);
        try {
            problems.throwIfAny();
        } catch (TopologyException unreadable) {
            throw new ClabException(unreadable.problems().getFirst());
        }
        return source.orElseThrow();
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(TextFiles.MAX_BYTES);
        options.setMaxAliasesForCollections(WrittenOut.MAX_ENTRIES);
        return options;
    }
}
