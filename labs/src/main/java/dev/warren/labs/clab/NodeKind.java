package dev.warren.labs.clab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of node that can be played. */
public enum NodeKind {
    /** A container: namespaces of its own and the processes of its image. */
    LINUX,
    /** A Linux bridge of the node's name, in the namespace that stands for the machine or in another node's. */
    BRIDGE,
    /** The machine that the lab runs on, for which a namespace of the lab's own stands. */
    HOST;

    /** The kind as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<NodeKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(NodeKind::word).toList();
    }
}
