package dev.warren.labs.clab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What defaults, a kind, a group or a node itself say, before they are merged. */
record NodeDefinition(
        Optional<String> kind,
        Optional<String> image,
        Optional<String> group,
        Optional<List<String>> cmd,
        List<List<String>> exec,
        List<YamlValue> binds,
        Map<String, String> env,
        Map<String, String> sysctls) {

    static final NodeDefinition EMPTY = new NodeDefinition(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of());

    private static final Set<String> PLAYED =
            Set.of("kind", "image", "group", "cmd", "exec", "binds", "env", "sysctls");

    /** Keys of containerlab's that change nothing in namespaces, or that the runner doesn't play: a warning each. */
    private static final Set<String> NOT_PLAYED = Set.of(
            ("aliases auto-remove cap-add certificate cgroup-parent cgroupns-mode components config cpu cpu-set credentials"
                            + " devices dns enforce-startup-config entrypoint env-files extras healthcheck hostname"
                            + " image-pull-policy labels license link-apply-mode memory mgmt-ipv4 mgmt-ipv6 network-mode"
                            + " pid-mode ports privileged restart-policy runtime security-opts shm-size stages"
                            + " startup-config startup-delay suppress-startup-config tmpfs type user volumes")
                    .split(" "));

    static NodeDefinition read(YamlValue value, List<String> warnings) throws ClabException {
        Set<String> known = new HashSet<>(PLAYED);
        known.addAll(NOT_PLAYED);
        Map<String, YamlValue> entries = value.entries(known);
        for (Map.Entry<String, YamlValue> entry : entries.entrySet()) {
            if (NOT_PLAYED.contains(entry.getKey())) {
                warnings.add(ClabFile.notPlayed(entry.getKey(), entry.getValue()));
            }
        }
        List<List<String>> exec = new ArrayList<>();
        for (YamlValue command : list(entries, "exec")) {
            exec.add(words(command));
        }
        YamlValue cmd = entries.get("cmd");
        return new NodeDefinition(
                text(entries, "kind"),
                text(entries, "image"),
                text(entries, "group"),
                cmd == null ? Optional.empty() : Optional.of(words(cmd)),
                exec,
                list(entries, "binds"),
                map(entries, "env"),
                map(entries, "sysctls"));
    }

    /** This definition with the other's where this one says nothing: this one's exec comes after the other's. */
    NodeDefinition over(NodeDefinition other) {
        return new NodeDefinition(
                kind.or(other::kind),
                image.or(other::image),
                group.or(other::group),
                cmd.or(other::cmd),
                joined(other.exec, exec),
                joined(other.binds, binds),
                merged(other.env, env),
                merged(other.sysctls, sysctls));
    }

    private static List<String> words(YamlValue command) throws ClabException {
        try {
            return ShellWords.split(command.text());
        } catch (IllegalArgumentException e) {
            throw command.error(String.valueOf(e.getMessage()), "write it as for a shell: quotes in pairs");
        }
    }

    private static Optional<String> text(Map<String, YamlValue> entries, String key) throws ClabException {
        YamlValue value = entries.get(key);
        return value == null ? Optional.empty() : Optional.of(value.text());
    }

    private static List<YamlValue> list(Map<String, YamlValue> entries, String key) throws ClabException {
        YamlValue value = entries.get(key);
        return value == null ? List.of() : value.items();
    }

    private static Map<String, String> map(Map<String, YamlValue> entries, String key) throws ClabException {
        Map<String, String> texts = new LinkedHashMap<>();
        YamlValue value = entries.get(key);
        if (value != null) {
            for (Map.Entry<String, YamlValue> entry : value.entries().entrySet()) {
                texts.put(entry.getKey(), entry.getValue().text());
            }
        }
        return texts;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Map<String, String> merged(Map<String, String> base, Map<String, String> winner) {
        Map<String, String> all = new LinkedHashMap<>(base);
        all.putAll(winner);
        return all;
    }
}
