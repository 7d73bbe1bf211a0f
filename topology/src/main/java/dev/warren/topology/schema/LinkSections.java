package dev.warren.topology.schema;

import dev.warren.net.IpFamily;
import dev.warren.topology.Link;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys of a link. */
final class LinkSections {
    private LinkSections() {}

    static Optional<Link> link(Section section) {
        List<String> between = section.requiredList("between", Kinds.NAME_TEXT);
        Optional<IpFamily> family = section.optional("family", Kinds.FAMILY);
        Optional<Path> presharedKey = KeySections.secret(section, "preshared-key");
        section.close();
        if (section.isWhole() && between.size() != 2) {
            section.fail(
                    section.reading().positions().of(section.path("between")),
                    "a link is between two hubs, not " + between.size(),
                    "write between: [HUB, HUB]");
        }
        return section.isWhole()
                ? Optional.of(new Link(between.get(0), between.get(1), family, presharedKey))
                : Optional.empty();
    }
}
