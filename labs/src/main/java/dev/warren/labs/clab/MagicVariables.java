package dev.warren.labs.clab;

import java.nio.file.Path;

/**
 * The words that containerlab replaces in the sources of binds and in exec commands, and nowhere else: {@code __clabNodeName__},
 * {@code __clabNodeDir__}, {@code __clabDir__}, {@code __clabLabName__}.
 *
 * @param lab the folder that containerlab would make for the lab, {@code clab-NAME} beside its file
 * @param node the node's name
 */
record MagicVariables(Path lab, String node) {

    static Path labFolder(Path file, String name) {
        return ClabTopology.folderOf(file).resolve("clab-" + name);
    }

    /** The folder that containerlab would make for the node. */
    Path nodeFolder() {
        return lab.resolve(node);
    }

    String replaced(String text) {
        return text.replace("__clabDir__", lab.toString())
                .replace("__clabLabName__", String.valueOf(lab.getFileName()))
                .replace("__clabNodeDir__", nodeFolder().toString())
                .replace("__clabNodeName__", node);
    }
}
