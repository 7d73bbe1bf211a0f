package dev.warren.labs.lab;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.ClabFile;
import dev.warren.labs.clab.ClabLink;
import dev.warren.labs.clab.ClabNode;
import dev.warren.labs.clab.ClabTopology;
import dev.warren.labs.clab.NodeKind;
import dev.warren.labs.image.Image;
import dev.warren.labs.image.ImageTable;
import dev.warren.topology.source.SourceText;
import dev.warren.topology.source.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A lab and its nodes, as they are described; {@link LabPlayer} makes them real. */
public final class Lab {
    static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final ClabTopology topology;
    private final LabFolder folder;
    private final LabState state;
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, NodeShell> nodes = new LinkedHashMap<>();

    private Lab(ClabTopology topology, LabFolder folder, LabState state) {
        this.topology = topology;
        this.folder = folder;
        this.state = state;
    }

    /**
     * Reads a lab's file and finds its images.
     *
     * @param variables a variant's, on top of the runner's environment
     */
    public static Lab read(Path file, Map<String, String> variables, Places places)
            throws ClabException, LabException, IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(variables);
        return read(ClabFile.source(file), environment, places);
    }

    /** A lab that is up, as its file and the variables in it were when it was played. */
    public static Lab played(LabState state, Places places) throws ClabException, LabException, IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeAll(ClabFile.variables(state.text()));
        environment.putAll(state.variables());
        return read(new SourceText(Path.of(state.file()), state.text()), environment, places);
    }

    private static Lab read(SourceText source, Map<String, String> environment, Places places)
            throws ClabException, LabException, IOException {
        ClabTopology topology = ClabFile.parse(source, environment);
        ImageTable table = ImageTable.read(places.images(), places.words());
        Lab lab = new Lab(topology, places.folder(topology.name()), state(source, environment, topology));
        for (ClabNode node : topology.nodes().values()) {
            List<String> main = List.of();
            if (node.kind() == NodeKind.LINUX) {
                Image image = table.find(node.image())
                        .orElseThrow(() -> new LabException("node " + node.name() + ": no entry of " + places.images()
                                + " fits the image " + node.image()
                                + "; add one that says what it is on this machine"));
                lab.images.put(node.name(), image);
                main = image.mainProcess(node.start().entrypoint(), node.start().cmd());
            }
            lab.nodes.put(node.name(), new NodeShell(node.name(), lab.folder, lab.environment(node, places), main));
        }
        return lab;
    }

    public String name() {
        return topology.name();
    }

    public ClabTopology topology() {
        return topology;
    }

    public LabFolder folder() {
        return folder;
    }

    /** What a later run of the runner must know of it. */
    LabState state() {
        return state;
    }

    public Collection<NodeShell> nodes() {
        return nodes.values();
    }

    /** A node by its name. */
    public NodeShell node(String name) throws LabException {
        NodeShell node = nodes.get(name);
        if (node == null) {
            throw new LabException("lab " + name() + " has no node '" + name + "'; "
                    + Suggestion.remedy(name, nodes.keySet(), "its nodes are"));
        }
        return node;
    }

    /** Throws at once if a main process has ended: waiting longer is no use. */
    public void requireMains() throws LabException {
        List<String> ended = endedMains();
        if (!ended.isEmpty()) {
            throw new LabException(String.join("\n", ended));
        }
    }

    /** Of each main process that has ended, the node and the end of its log. */
    public List<String> endedMains() throws LabException {
        List<String> ended = new ArrayList<>();
        for (NodeShell node : nodes.values()) {
            if (node.hasMain() && node.main().isEmpty()) {
                ended.add("the main process of " + node.name() + " has ended:\n" + node.tail("main.log"));
            }
        }
        return ended;
    }

    private static LabState state(SourceText source, Map<String, String> environment, ClabTopology topology) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().retainAll(ClabFile.variables(source.text()));
        return new LabState(
                topology.name(),
                LabState.whole(source.file()),
                source.text(),
                variables,
                List.copyOf(topology.nodes().keySet()));
    }

    boolean hasMain(ClabNode node) {
        return Objects.requireNonNull(nodes.get(node.name())).hasMain();
    }

    /** What a node's image is here; empty for a bridge and the machine. */
    Optional<Image> image(ClabNode node) {
        return Optional.ofNullable(images.get(node.name()));
    }

    private Map<String, String> environment(ClabNode node, Places places) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", places.bin() + ":" + SYSTEM_PATH);
        environment.put("HOME", "/root");
        environment.put("LANG", "C.UTF-8");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("WARREN", places.launcher().toString());
        environment.put("CLAB_INTFS", Long.toString(interfaces(node.name()).size()));
        String terminal = System.getenv("TERM");
        if (terminal != null) {
            environment.put("TERM", terminal);
        }
        environment.putAll(node.env());
        return environment;
    }

    private List<String> interfaces(String node) {
        Stream<ClabLink.End> pairs = topology.links().stream().flatMap(link -> Stream.of(link.a(), link.b()));
        Stream<ClabLink.End> dummies = topology.dummies().stream().map(ClabLink.Dummy::end);
        return Stream.concat(pairs, dummies)
                .filter(end -> end.node().equals(node))
                .map(ClabLink.End::interfaceName)
                .toList();
    }
}
