package dev.warren.labs;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.YamlDocument;
import dev.warren.labs.clab.YamlValue;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.Places;
import dev.warren.topology.source.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The labs of the source tree, {@code labs/NAME/NAME.clab.yml}, and their variants, {@code variants.yml} beside them. */
record LabFiles(Places places) {

    /** The names of the labs, sorted. */
    List<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(places.labs())) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> Files.exists(inTree(name)))
                    .sorted()
                    .toList();
        }
    }

    /** The file of a lab by its name, or any other by its path. */
    Path find(String nameOrPath) throws LabException, IOException {
        if (nameOrPath.endsWith(".yml") || nameOrPath.endsWith(".yaml")) {
            Path file = Path.of(nameOrPath).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                throw new LabException(Files.exists(file) ? file + " is no regular file" : "there is no file " + file);
            }
            return file;
        }
        Path file = inTree(nameOrPath);
        if (!Files.exists(file)) {
            throw new LabException("no lab is called '" + nameOrPath + "'; "
                    + Suggestion.remedy(nameOrPath, names(), "the labs are") + " (or give the path of a .clab.yml)");
        }
        return file;
    }

    /** The variables of each variant of a lab. */
    static Map<String, Map<String, String>> variants(Path labFile) throws ClabException, IOException {
        Map<String, Map<String, String>> variants = new LinkedHashMap<>();
        Path file = labFile.resolveSibling("variants.yml");
        if (Files.exists(file)) {
            for (Map.Entry<String, YamlValue> variant :
                    YamlDocument.read(file).entries().entrySet()) {
                Map<String, String> variables = new LinkedHashMap<>();
                for (Map.Entry<String, YamlValue> variable :
                        variant.getValue().entries().entrySet()) {
                    variables.put(variable.getKey(), variable.getValue().text());
                }
                variants.put(variant.getKey(), variables);
            }
        }
        return variants;
    }

    /** The variables of one variant; none for the empty name. */
    static Map<String, String> variant(Path labFile, String name) throws ClabException, LabException, IOException {
        if (name.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<String, String>> variants = variants(labFile);
        Map<String, String> variables = variants.get(name);
        if (variables == null) {
            throw new LabException("this lab has no variant '" + name + "'; it has "
                    + (variants.isEmpty() ? "none" : String.join(", ", variants.keySet())));
        }
        return variables;
    }

    private Path inTree(String name) {
        return places.labs().resolve(name).resolve(name + ".clab.yml");
    }
}
