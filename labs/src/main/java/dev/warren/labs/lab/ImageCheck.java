package dev.warren.labs.lab;

import dev.warren.labs.clab.ClabNode;
import dev.warren.labs.image.Image;
import dev.warren.labs.process.HostCommand;
import dev.warren.labs.process.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Before anything starts: has this machine what the images stand for, and in which version. */
final class ImageCheck {
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");

    private static final Duration READY_LIMIT = Duration.ofMinutes(10);

    private final Lab lab;

    ImageCheck(Lab lab) {
        this.lab = lab;
    }

    /** Throws if a program is missing, with the packages that have them all. */
    void requirePrograms() throws LabException {
        Map<String, String> missing = new LinkedHashMap<>();
        Set<String> packages = new LinkedHashSet<>();
        for (ClabNode node : lab.topology().nodes().values()) {
            lab.image(node)
                    .flatMap(Image::needs)
                    .filter(need -> !isHere(need.program()))
                    .ifPresent(need -> {
                        missing.putIfAbsent(need.program(), node.name() + " (" + node.image() + ")");
                        packages.add(need.packageName());
                    });
        }
        if (!missing.isEmpty()) {
            throw new NotHere("programs that nodes are played with:\n"
                    + String.join(
                            "\n",
                            missing.entrySet().stream()
                                    .map(entry -> "  " + entry.getKey() + ", for " + entry.getValue())
                                    .toList())
                    + "\napt-get install " + String.join(" ", packages));
        }
    }

    /**
     * Gets what images need beyond programs.
     *
     * @throws NotHere if this machine can't have it; the message is that of the image's command
     */
    void makeReady() throws LabException, IOException, InterruptedException {
        Map<List<String>, ClabNode> commands = new LinkedHashMap<>();
        for (ClabNode node : lab.topology().nodes().values()) {
            lab.image(node)
                    .map(Image::ready)
                    .filter(ready ->
                            !ready.isEmpty() && node.start().entrypoint().isEmpty())
                    .ifPresent(ready -> commands.putIfAbsent(ready, node));
        }
        for (Map.Entry<List<String>, ClabNode> command : commands.entrySet()) {
            Output output = HostCommand.run(command.getKey(), READY_LIMIT);
            String node = command.getValue().name() + " (" + command.getValue().image() + "): ";
            if (output.status() == Image.NOT_HERE) {
                throw new NotHere(node + output.err().strip());
            }
            if (!output.ok()) {
                throw new LabException(node + String.join(" ", command.getKey()) + ": " + output.describe());
            }
        }
    }

    /** A line for each image whose tag asks for another version than there is. */
    List<String> otherVersions() throws InterruptedException {
        Map<Image, String> here = new LinkedHashMap<>();
        Set<String> lines = new LinkedHashSet<>();
        for (ClabNode node : lab.topology().nodes().values()) {
            Image image = lab.image(node).orElse(null);
            if (image == null
                    || image.version().isEmpty()
                    || !node.start().entrypoint().isEmpty()) {
                continue;
            }
            String version = here.get(image);
            if (version == null) {
                version = version(image);
                here.put(image, version);
            }
            Matcher asked = VERSION.matcher(Image.tag(node.image()));
            if (asked.find() && !version.isEmpty() && !version.equals(asked.group())) {
                lines.add(node.image() + " is played by " + image.name() + " " + version);
            }
        }
        return new ArrayList<>(lines);
    }

    private static String version(Image image) throws InterruptedException {
        try {
            Output output = HostCommand.run(image.version(), NodeShell.QUICK);
            Matcher matcher = VERSION.matcher(output.out() + output.err());
            return matcher.find() ? matcher.group() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isHere(String program) {
        if (program.startsWith("/")) {
            return Files.isExecutable(Path.of(program));
        }
        for (String folder : Lab.SYSTEM_PATH.split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
