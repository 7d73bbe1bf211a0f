package dev.warren.labs.clab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys that containerlab knows in defaults, kinds, groups and nodes. */
final class NodeKeys {

    /** Those that mean something here. */
    private static final List<String> PLAYED = List.of(
            "kind",
            "image",
            "group",
            "entrypoint",
            "cmd",
            "exec",
            "binds",
            "env",
            "env-files",
            "sysctls",
            "network-mode",
            "startup-delay",
            "hostname",
            "labels",
            "tmpfs");

    /** Those that change nothing in namespaces, or that the runner doesn't play: a warning each. */
    private static final List<String> NOT_PLAYED = List.of(
            "aliases",
            "auto-remove",
            "cap-add",
            "certificate",
            "cgroup-parent",
            "cgroupns-mode",
            "components",
            "config",
            "cpu",
            "cpu-set",
            "credentials",
            "devices",
            "dns",
            "enforce-startup-config",
            "extras",
            "healthcheck",
            "image-pull-policy",
            "license",
            "link-apply-mode",
            "memory",
            "mgmt-ipv4",
            "mgmt-ipv6",
            "password",
            "pid-mode",
            "ports",
            "position",
            "privileged",
            "restart-policy",
            "runtime",
            "security-opts",
            "shm-size",
            "stages",
            "startup-config",
            "suppress-startup-config",
            "type",
            "user",
            "username",
            "volumes");

    static final Set<String> KNOWN = known();

    private NodeKeys() {}

    static boolean isPlayed(String key) {
        return PLAYED.contains(key);
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(PLAYED);
        known.addAll(NOT_PLAYED);
        return Set.copyOf(known);
    }
}
