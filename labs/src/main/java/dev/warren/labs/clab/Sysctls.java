package dev.warren.labs.clab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sysctls of nodes: those that a namespace of the node's own has, as Docker allows them; all others are the machine's. */
final class Sysctls {
    private static final List<String> OWN_TREES = List.of("net.", "fs.mqueue.");

    /** Of the IPC namespace. */
    private static final Set<String> OWN = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    private Sysctls() {}

    /** Their values; one that would change the machine is an error. */
    static Map<String, String> read(Map<String, YamlValue> written) throws ClabException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, YamlValue> entry : written.entrySet()) {
            String name = dotted(entry.getKey());
            if (!OWN.contains(name) && OWN_TREES.stream().noneMatch(name::startsWith)) {
                throw entry.getValue()
                        .error(
                                "'" + entry.getKey() + "' is the machine's, no node has one of its own",
                                "set it on the machine; a node has net.*, fs.mqueue.*, and of kernel.* "
                                        + "msg*, sem and shm*");
            }
            values.put(entry.getKey(), entry.getValue().text());
        }
        return Map.copyOf(values);
    }

    /** With dots between its parts, as sysctl(8) takes both: the first sign that parts them says which. */
    private static String dotted(String name) {
        int dot = name.indexOf('.');
        int slash = name.indexOf('/');
        return slash >= 0 && (dot < 0 || slash < dot) ? name.replace('/', '.') : name;
    }
}
