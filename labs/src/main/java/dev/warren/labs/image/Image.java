package dev.warren.labs.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a container image is on this machine.
 *
 * @param name the table's name for it
 * @param repositories patterns of the image's repository, without the tag; {@code *} stands for any characters
 * @param entrypoint the words a node's {@code cmd} is appended to; empty if the cmd is the command itself
 * @param command the words that run where the node has no {@code cmd}; empty for nothing
 * @param startsAfterExec true if the main process starts once the node's exec commands have run, as an entrypoint that waits
 *     for its interfaces does
 * @param needs what must be on this machine for it
 * @param ready the command that gets what is needed beyond that, before anything starts; it ends with 77 if this machine can't
 *     have it, and says why. Empty if there is nothing to get
 * @param version the command that says its version; empty if it has none of interest
 */
public record Image(
        String name,
        List<String> repositories,
        List<String> entrypoint,
        List<String> command,
        boolean startsAfterExec,
        Optional<Need> needs,
        List<String> ready,
        List<String> version) {

    /** How {@code ready} says that this machine can't have it. */
    public static final int NOT_HERE = 77;

    /**
     * A program that an image stands for.
     *
     * @param program a command of the PATH, or an absolute path
     * @param packageName Debian's package of it
     */
    public record Need(String program, String packageName) {}

    /** True if one of the patterns is that of the reference's repository; a tag or digest doesn't count. */
    boolean matches(String reference) {
        String repository = repository(reference);
        return repositories.stream()
                .anyMatch(pattern -> globbed(pattern).matcher(repository).matches());
    }

    /**
     * The main process of a node; empty if it has none. As Docker does it, a node's entrypoint replaces the image's, and its
     * command with it.
     */
    public List<String> mainProcess(List<String> ownEntrypoint, List<String> cmd) {
        if (!ownEntrypoint.isEmpty()) {
            return Stream.concat(ownEntrypoint.stream(), cmd.stream()).toList();
        }
        return Stream.concat(entrypoint.stream(), (cmd.isEmpty() ? command : cmd).stream())
                .toList();
    }

    private static String repository(String reference) {
        String withoutDigest = reference.split("@", 2)[0];
        int colon = tagColon(withoutDigest);
        return colon < 0 ? withoutDigest : withoutDigest.substring(0, colon);
    }

    /** The tag of an image reference; empty if it has none. */
    public static String tag(String reference) {
        String withoutDigest = reference.split("@", 2)[0];
        int colon = tagColon(withoutDigest);
        return colon < 0 ? "" : withoutDigest.substring(colon + 1);
    }

    private static int tagColon(String reference) {
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/') ? colon : -1;
    }

    private static Pattern globbed(String pattern) {
        return Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
    }
}
