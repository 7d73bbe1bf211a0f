package dev.warren.labs.image;

import java.util.List;
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
 */
public record Image(
        String name,
        List<String> repositories,
        List<String> entrypoint,
        List<String> command,
        boolean startsAfterExec) {

    /** True if one of the patterns is that of the reference's repository; a tag or digest doesn't count. */
    boolean matches(String reference) {
        String repository = repository(reference);
        return repositories.stream()
                .anyMatch(pattern -> globbed(pattern).matcher(repository).matches());
    }

    /** The main process of a node with this cmd; empty if it has none. */
    public List<String> mainProcess(List<String> cmd) {
        List<String> arguments = cmd.isEmpty() ? command : cmd;
        return Stream.concat(entrypoint.stream(), arguments.stream()).toList();
    }

    private static String repository(String reference) {
        String withoutDigest = reference.split("@", 2)[0];
        int colon = withoutDigest.lastIndexOf(':');
        return colon > withoutDigest.lastIndexOf('/') ? withoutDigest.substring(0, colon) : withoutDigest;
    }

    private static Pattern globbed(String pattern) {
        return Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
    }
}
