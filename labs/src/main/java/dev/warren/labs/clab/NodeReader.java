package dev.warren.labs.clab;

import dev.warren.topology.source.Suggestion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a node of what it says and inherits: the group's keys count more than the kind's, the kind's more than the defaults'. */
final class NodeReader {
    private static final int MAX_DELAY = 3_600;
    private static final String IMPORT = "__IMPORT_ENVS";

    private final String lab;
    private final Path file;
    private final Map<String, String> environment;
    private final Shared shared;
    private final List<String> warnings;

    /** What nodes inherit from. */
    record Shared(NodeDefinition defaults, Map<String, NodeDefinition> kinds, Map<String, NodeDefinition> groups) {}

    NodeReader(String lab, Path file, Map<String, String> environment, Shared shared, List<String> warnings) {
        this.lab = lab;
        this.file = file;
        this.environment = environment;
        this.shared = shared;
        this.warnings = warnings;
    }

    ClabNode node(String name, YamlValue place, YamlValue value) throws ClabException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.|-]{0,62}")) {
            throw place.error("'" + name + "' is no name for a node", "write letters, digits, - _ and .");
        }
        NodeDefinition own = NodeDefinition.read(value, warnings);
        NodeKind kind = kind(name, place, own);
        String groupName = group(own, kind);
        if (!groupName.isEmpty() && !shared.groups.isEmpty() && !shared.groups.containsKey(groupName)) {
            warnings.add(ClabFile.warning(place, "topology.groups has no '" + groupName + "'"));
        }
        NodeDefinition group = shared.groups.getOrDefault(groupName, NodeDefinition.EMPTY);
        NodeDefinition ofKind = shared.kinds.getOrDefault(kind.word(), NodeDefinition.EMPTY);
        Inherited all = new Inherited(List.of(shared.defaults, ofKind, group, own));
        String image = kind == NodeKind.LINUX ? all.text("image") : "";
        if (kind == NodeKind.LINUX && image.isEmpty()) {
            throw place.error("node '" + name + "' has no image", "add image:");
        }
        if (kind == NodeKind.BRIDGE && !own.list("exec").isEmpty()) {
            warnings.add(ClabFile.notPlayed("exec of a bridge", own.list("exec").getFirst()));
        }
        MagicVariables magic = new MagicVariables(MagicVariables.labFolder(file, lab), name);
        String hostname = all.text("hostname");
        return new ClabNode(
                name,
                kind,
                image,
                hostname.isEmpty() ? name.replaceFirst("\\|.*", "") : hostname,
                network(name, place, kind, all),
                new StartCommand(words(all, "entrypoint"), words(all, "cmd"), delay(all)),
                kind == NodeKind.BRIDGE ? List.of() : exec(all, magic),
                kind == NodeKind.LINUX ? binds(all, magic) : List.of(),
                kind == NodeKind.LINUX ? tmpfs(all) : List.of(),
                env(all, name, kind, groupName),
                kind == NodeKind.LINUX ? Sysctls.read(all.entries("sysctls")) : Map.of());
    }

    private NodeKind kind(String name, YamlValue place, NodeDefinition own) throws ClabException {
        NodeDefinition group = shared.groups.getOrDefault(own.text("group").orElse(""), NodeDefinition.EMPTY);
        NodeDefinition usual =
                shared.groups.getOrDefault(shared.defaults.text("group").orElse(""), NodeDefinition.EMPTY);
        Optional<YamlValue> value = own.single("kind")
                .or(() -> Optional.ofNullable(group.values().get("kind")))
                .or(() -> Optional.ofNullable(usual.values().get("kind")))
                .or(() -> Optional.ofNullable(shared.defaults.values().get("kind")));
        if (value.isEmpty()) {
            throw place.error("node '" + name + "' has no kind", "write kind: linux");
        }
        String word = value.get().text().toLowerCase(Locale.ROOT);
        Optional<NodeKind> kind = NodeKind.of(word);
        if (kind.isEmpty()) {
            throw value.get()
                    .error(
                            "nodes of kind '" + word + "' can't be played here: "
                                    + (word.equals("ovs-bridge")
                                            ? "there is no Open vSwitch"
                                            : "there is no container engine for a vendor's image"),
                            Suggestion.remedy(word, NodeKind.words(), "the kinds played here are"));
        }
        return kind.get();
    }

    private String group(NodeDefinition own, NodeKind kind) throws ClabException {
        Optional<String> named = own.text("group");
        Optional<String> ofKind =
                shared.kinds.getOrDefault(kind.word(), NodeDefinition.EMPTY).text("group");
        Optional<String> usual = shared.defaults.text("group");
        return named.or(() -> ofKind).or(() -> usual).orElse("");
    }

    private static NetworkMode network(String name, YamlValue place, NodeKind kind, Inherited all)
            throws ClabException {
        boolean isHost = name.equals(ClabTopology.HOST);
        if (isHost && kind != NodeKind.HOST) {
            throw place.error("'host' is the machine the lab runs on", "give the node another name, or kind: host");
        }
        Optional<YamlValue> written = all.single("network-mode");
        NetworkMode mode = written.isPresent() ? NetworkMode.parse(written.get()) : NetworkMode.OWN;
        return switch (kind) {
            case LINUX -> mode;
            case HOST -> isHost ? NetworkMode.OWN : NetworkMode.HOST;
            case BRIDGE -> {
                if (mode.joins().isEmpty()) {
                    yield NetworkMode.HOST;
                }
                String in = mode.joins().get();
                if (!in.equals(ClabTopology.HOST) && !name.endsWith("|" + in)) {
                    throw place.error(
                            "a bridge in another node's namespace has its name after a bar",
                            "call it " + name.replaceFirst("\\|.*", "") + "|" + in);
                }
                yield mode;
            }
        };
    }

    private static List<String> words(Inherited all, String key) throws ClabException {
        Optional<YamlValue> value = all.single(key);
        return value.isEmpty() ? List.of() : words(value.get(), value.get().text());
    }

    private static List<String> words(YamlValue place, String command) throws ClabException {
        try {
            return ShellWords.split(command);
        } catch (IllegalArgumentException e) {
            throw place.error(String.valueOf(e.getMessage()), "write it as for a shell: quotes in pairs");
        }
    }

    private static Duration delay(Inherited all) throws ClabException {
        Optional<YamlValue> value = all.single("startup-delay");
        return Duration.ofSeconds(value.isEmpty() ? 0 : value.get().number(0, MAX_DELAY));
    }

    private static List<List<String>> exec(Inherited all, MagicVariables magic) throws ClabException {
        List<List<String>> commands = new ArrayList<>();
        for (YamlValue command : all.list("exec")) {
            commands.add(words(command, magic.replaced(command.text())));
        }
        return List.copyOf(commands);
    }

    private List<Bind> binds(Inherited all, MagicVariables magic) throws ClabException {
        Map<Path, Bind> byTarget = new LinkedHashMap<>();
        for (YamlValue value : all.list("binds")) {
            if (isVolume(value)) {
                continue;
            }
            try {
                Bind bind = Bind.parse(value.text(), magic, ClabTopology.folderOf(file));
                byTarget.put(bind.target(), bind);
            } catch (IllegalArgumentException e) {
                throw value.error(String.valueOf(e.getMessage()), "write SOURCE:/TARGET or SOURCE:/TARGET:ro");
            }
        }
        return List.copyOf(byTarget.values());
    }

    /** True for Docker's volume without a name: a folder of the node's alone. */
    private static boolean isVolume(YamlValue bind) throws ClabException {
        return bind.text().startsWith("/") && bind.text().indexOf(':') < 0;
    }

    private static List<Tmpfs> tmpfs(Inherited all) throws ClabException {
        List<Tmpfs> folders = new ArrayList<>();
        for (YamlValue bind : all.list("binds")) {
            if (isVolume(bind)) {
                folders.add(new Tmpfs(Path.of(bind.text()), Tmpfs.OF_A_VOLUME));
            }
        }
        for (Map.Entry<String, YamlValue> entry : all.entries("tmpfs").entrySet()) {
            Path path = Path.of(entry.getKey());
            if (!path.isAbsolute()) {
                throw entry.getValue().error("'" + path + "' is no folder", "write an absolute path");
            }
            folders.add(new Tmpfs(path, entry.getValue().text()));
        }
        return List.copyOf(folders);
    }

    /** The files' variables, over them the keys', and what containerlab makes of labels. */
    private Map<String, String> env(Inherited all, String name, NodeKind kind, String group) throws ClabException {
        Map<String, String> env = new TreeMap<>();
        for (YamlValue value : all.list("env-files")) {
            env.putAll(EnvFile.read(HostPath.resolve(value.text(), ClabTopology.folderOf(file)), value));
        }
        for (NodeDefinition level : all.levels()) {
            Map<String, YamlValue> own = level.map("env");
            YamlValue imports = own.get(IMPORT);
            if (imports != null && imports.text().equals("true")) {
                env.putAll(environment);
            }
            for (Map.Entry<String, YamlValue> entry : own.entrySet()) {
                env.put(entry.getKey(), entry.getValue().text());
            }
        }
        Map<String, String> labels = new TreeMap<>(all.map("labels"));
        labels.put("containerlab", lab);
        labels.put("clab-node-name", name);
        labels.put("clab-node-longname", "clab-" + lab + "-" + name);
        labels.put("clab-node-kind", kind.word());
        labels.put("clab-node-group", group);
        labels.put("clab-topo-file", file.toAbsolutePath().toString());
        labels.forEach((label, text) -> env.put("CLAB_LABEL_" + envKey(label), text));
        return Map.copyOf(env);
    }

    private static String envKey(String label) {
        return label.replaceAll("[-+./]", "_").replaceAll("[^A-Za-z0-9_]", "").toUpperCase(Locale.ROOT);
    }
}
