package dev.warren.labs.lab;

import dev.warren.labs.clab.Bind;
import dev.warren.labs.clab.ClabNode;
import dev.warren.labs.clab.Tmpfs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is mounted in a node, as lines for node-init: kind, source, target, options, with tabs between. */
final class Mounts {
    private record Mount(String kind, String source, Path target, String options) {
        String line() {
            return String.join("\t", kind, source, target.toString(), options);
        }
    }

    private Mounts() {}

    /** A folder before what is mounted into it, as Docker does it. */
    static List<String> of(ClabNode node) {
        List<Mount> mounts = new ArrayList<>();
        for (Bind bind : node.binds()) {
            mounts.add(new Mount("bind", bind.source().toString(), bind.target(), bind.readOnly() ? "ro" : "rw"));
        }
        for (Tmpfs tmpfs : node.tmpfs()) {
            String options = "noexec,nosuid,nodev" + (tmpfs.options().isEmpty() ? "" : "," + tmpfs.options());
            mounts.add(new Mount("tmpfs", "tmpfs", tmpfs.target(), options));
        }
        return mounts.stream()
                .sorted(Comparator.comparingInt(mount -> mount.target().getNameCount()))
                .map(Mount::line)
                .toList();
    }
}
