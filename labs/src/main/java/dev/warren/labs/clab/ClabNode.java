package dev.warren.labs.clab;

import java.util.List;
import java.util.Map;

/**
 * A node with everything it inherits.
 *
 * @param name its name
 * @param kind what it is
 * @param image the container image it would run under Docker; empty for a bridge and the machine
 * @param hostname what it calls itself
 * @param network whose network namespace it has
 * @param start what replaces its image's main process
 * @param exec commands to run once the links are there, each as words, in order
 * @param binds files and folders of this machine
 * @param tmpfs folders that are empty and in memory
 * @param env environment of every process of the node
 * @param sysctls set before the links are there
 */
public record ClabNode(
        String name,
        NodeKind kind,
        String image,
        String hostname,
        NetworkMode network,
        StartCommand start,
        List<List<String>> exec,
        List<Bind> binds,
        List<Tmpfs> tmpfs,
        Map<String, String> env,
        Map<String, String> sysctls) {

    /** The interface name of a bridge: the node's, without what says in whose namespace it is ({@code br0|node}). */
    public String bridge() {
        int bar = name.indexOf('|');
        return bar < 0 ? name : name.substring(0, bar);
    }
}
