package dev.warren.labs.clab;

import java.util.List;
import java.util.Map;

/**
 * A node with everything it inherits.
 *
 * @param name its name, and its hostname
 * @param kind {@code linux}
 * @param image the container image it would run under Docker
 * @param cmd the arguments of the image's entrypoint, or its command where it has none; empty for the image's own
 * @param exec commands to run once the links are there, each as words, in order
 * @param binds files and folders of this machine
 * @param env environment of every process of the node
 * @param sysctls set before the links are there
 */
public record ClabNode(
        String name,
        String kind,
        String image,
        List<String> cmd,
        List<List<String>> exec,
        List<Bind> binds,
        Map<String, String> env,
        Map<String, String> sysctls) {}
