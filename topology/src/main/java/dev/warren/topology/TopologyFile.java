package dev.warren.topology;

import java.io.IOException;
import java.nio.file.Path;

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
    @SuppressWarnings("DoNotCallSuggester") // until the reader stands in the next commit
    public static Topology read(Path fileOrFolder) throws TopologyException, IOException {
        throw new IOException(fileOrFolder + ": the reader is not merged yet");
    }
}
