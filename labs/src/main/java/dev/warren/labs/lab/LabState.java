package dev.warren.labs.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * What a later run of the runner must know of a lab that is up, whatever becomes of its file and of the variables around it; written
 * before the first process of it starts.
 *
 * @param name the lab's name
 * @param file its topology file, absolute
 * @param text what the file said
 * @param variables of those that the text may refer to, those that were set, the variant's among them
 * @param nodes the names of its nodes
 */
public record LabState(String name, String file, String text, Map<String, String> variables, List<String> nodes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a state file as {@link #write} leaves it. */
    public static LabState read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), LabState.class);
    }

    /** True if it is of this topology file. */
    public boolean isOf(Path topology) {
        return file.equals(whole(topology));
    }

    /** The path of a topology file, as it stands here. */
    static String whole(Path topology) {
        return topology.toAbsolutePath().normalize().toString();
    }

    /** Replaces the file in one step. */
    public void write(Path file) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), this);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
