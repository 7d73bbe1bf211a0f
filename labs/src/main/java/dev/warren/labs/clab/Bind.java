package dev.warren.labs.clab;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file or folder of this machine that a node sees at a path of its own.
 *
 * @param source absolute, or relative to the lab file's folder
 * @param target absolute
 * @param readOnly true for {@code :ro}
 */
public record Bind(Path source, Path target, boolean readOnly) {

    /**
     * Reads {@code SOURCE:TARGET[:OPTIONS]}; options other than ro and rw (SELinux's z and Z) mean nothing here.
     *
     * @throws IllegalArgumentException if a part is missing or the target isn't absolute
     */
    static Bind parse(String text, MagicVariables magic, Path folder) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || !parts[1].startsWith("/")) {
            throw new IllegalArgumentException("'" + text + "' is no bind");
        }
        boolean readOnly =
                parts.length == 3 && Arrays.asList(parts[2].split(",", -1)).contains("ro");
        return new Bind(HostPath.resolve(magic.replaced(parts[0]), folder), Path.of(parts[1]), readOnly);
    }
}
