package dev.warren.topology;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no YAML, or YAML that the language doesn't take. */
final class SyntaxProblemsTest {
    private static final String EXPLICIT = "write the value itself: the language has no anchors, aliases or tags";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("broken")
    void isReportedOnceWhereItStands(Broken broken) {
        broken.check(folder);
    }

    static List<Broken> broken() {
        return List.of(
                new Broken(
                        "  asn: 64512",
                        "§\tasn: 64512",
                        "this is not YAML: while scanning for the next token: found character '\\t(TAB)' that cannot start"
                                + " any token. (Do not use \\t(TAB) for indentation)",
                        "indent with spaces"),
                new Broken(
                        "    keepalive: 5",
                        "    keepalive: 5§: 6",
                        "this is not YAML: mapping values are not allowed here",
                        "correct the syntax"),
                new Broken(
                        "  asn: 64512",
                        "  asn: &asn 64512".replace("&", "§&"),
                        "an anchor, '&asn', stands here",
                        EXPLICIT),
                new Broken(
                        "  asn: 64512", "  asn: §!!int 64512", "a tag, 'tag:yaml.org,2002:int', stands here", EXPLICIT),
                new Broken("  asn: 64512", "  asn: §! 64512", "a tag, '!', stands here", EXPLICIT),
                new Broken(
                        "  asn: 64512",
                        "  asn: 64512\n  §asn: 64513",
                        "the key 'asn' stands twice: first at %s/topology.yaml:3:3",
                        "remove or rename one of the two"),
                new Broken(
                        "  paris:\n",
                        "  §berlin:\n",
                        "the key 'berlin' stands twice: first at %s/topology.yaml:21:3",
                        "remove or rename one of the two"),
                new Broken(
                        "  asn: 64512",
                        "  asn: 64512\n  ? §[a, b]\n  : 5",
                        "a key is a list",
                        "write a single word as the key"),
                new Broken("links:", "§---\nlinks:", "a second document begins here", "keep one document to a file"),
                new Broken(
                        "  asn: 64512",
                        "  asn: 64512\n  mtu: §\u0007",
                        "the character U+0007 can't stand in YAML",
                        "remove it"));
    }
}
