package dev.warren.labs.clab;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** One YAML text and the lines of it, for errors. Scalars stay text: no implicit typing. */
public final class YamlDocument {
    private final String file;
    private final List<String> lines;

    private YamlDocument(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    /** Reads a file without substitution of variables. */
    public static YamlValue read(Path file) throws ClabException, IOException {
        return parse(file.toString(), Files.readString(file));
    }

    /** The root of a text; the file's name is for errors only. */
    public static YamlValue parse(String file, String text) throws ClabException {
        YamlDocument document = new YamlDocument(file, text);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                throw document.error(null, "the file is empty", "");
            }
            return new YamlValue(document, root);
        } catch (MarkedYAMLException e) {
            throw document.error(e.getProblemMark(), e.getProblem() == null ? "no YAML" : e.getProblem(), "");
        } catch (YAMLException e) {
            throw document.error(null, String.valueOf(e.getMessage()), "");
        }
    }

    ClabException error(@Nullable Mark mark, String message, String remedy) {
        int line = mark == null ? 0 : mark.getLine();
        int column = mark == null ? 0 : mark.getColumn();
        String source = line < lines.size() ? lines.get(line) : "";
        return new ClabException(new Problem(file, line + 1, column + 1, message, remedy, source));
    }
}
