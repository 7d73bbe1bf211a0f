package dev.warren.topology.schema;

import dev.warren.topology.Bfd;
import dev.warren.topology.SessionProtection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys that protect a BGP session. */
final class ProtectionSections {
    private ProtectionSections() {}

    static SessionProtection protection(Section section) {
        Optional<Path> md5Key = KeySections.secret(section, "md5-key");
        Optional<Integer> hops = section.optional("ttl-security", Kinds.HOPS);
        Optional<Bfd> bfd = bfd(section);
        return new SessionProtection(md5Key, hops.map(OptionalInt::of).orElse(OptionalInt.empty()), bfd);
    }

    static Optional<Bfd> bfd(Section section) {
        return section.section("bfd", "'bfd'").map(inner -> {
            int interval = inner.optional("interval", Kinds.BFD_INTERVAL).orElse(Bfd.DEFAULT_INTERVAL);
            int multiplier = inner.optional("multiplier", Kinds.BFD_MULTIPLIER).orElse(Bfd.DEFAULT_MULTIPLIER);
            inner.close();
            section.include(inner);
            return new Bfd(interval, multiplier);
        });
    }
}
