package dev.warren.labs.image;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.ShellWords;
import dev.warren.labs.clab.YamlDocument;
import dev.warren.labs.clab.YamlValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images that can be played, in the file's order: the first that matches counts. */
public record ImageTable(List<Image> images) {
    private static final Set<String> KEYS = Set.of(
            "repositories", "entrypoint", "command", "starts-after-exec", "needs", "package", "ready", "version");

    /** Reads a table; the words {@code {labs}} and {@code {warren}} in its commands are replaced by those paths. */
    public static ImageTable read(Path file, Map<String, String> paths) throws ClabException, IOException {
        return of(YamlDocument.read(file), paths);
    }

    static ImageTable of(YamlValue root, Map<String, String> paths) throws ClabException {
        List<Image> images = new ArrayList<>();
        for (Map.Entry<String, YamlValue> entry : root.entries().entrySet()) {
            Map<String, YamlValue> keys = entry.getValue().entries(KEYS);
            YamlValue repositories = keys.get("repositories");
            YamlValue late = keys.get("starts-after-exec");
            if (repositories == null) {
                throw entry.getValue().error("'repositories' is missing", "list the image names it stands for");
            }
            images.add(new Image(
                    entry.getKey(),
                    repositories.texts(),
                    words(keys, "entrypoint", paths),
                    words(keys, "command", paths),
                    late != null && late.flag(),
                    need(entry.getValue(), keys),
                    words(keys, "ready", paths),
                    words(keys, "version", paths)));
        }
        return new ImageTable(List.copyOf(images));
    }

    private static Optional<Image.Need> need(YamlValue entry, Map<String, YamlValue> keys) throws ClabException {
        YamlValue program = keys.get("needs");
        YamlValue packageName = keys.get("package");
        if ((program == null) != (packageName == null)) {
            throw entry.error("'needs' and 'package' go together", "write the program and the package that has it");
        }
        return program == null || packageName == null
                ? Optional.empty()
                : Optional.of(new Image.Need(program.text(), packageName.text()));
    }

    private static List<String> words(Map<String, YamlValue> keys, String key, Map<String, String> paths)
            throws ClabException {
        YamlValue value = keys.get(key);
        List<String> words = new ArrayList<>();
        for (String word : value == null ? List.<String>of() : ShellWords.split(value.text())) {
            String replaced = word;
            for (Map.Entry<String, String> path : paths.entrySet()) {
                replaced = replaced.replace("{" + path.getKey() + "}", path.getValue());
            }
            words.add(replaced);
        }
        return words;
    }

    /** The first entry for an image reference such as {@code quay.io/frrouting/frr:10.2.1}. */
    public Optional<Image> find(String reference) {
        return images.stream().filter(image -> image.matches(reference)).findFirst();
    }
}
