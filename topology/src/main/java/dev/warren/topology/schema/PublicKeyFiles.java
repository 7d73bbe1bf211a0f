package dev.warren.topology.schema;

import dev.warren.net.PublicKey;
import dev.warren.topology.source.Position;
import dev.warren.topology.source.Problems;
import java.nio.file.Path;
import java.util.Optional;

/** Where the contents of public key files come from. */
@FunctionalInterface
public interface PublicKeyFiles {
    /** The key in a file; empty, with a problem at the place that names the file, if there is none. */
    Optional<PublicKey> read(Path file, Position named, Problems problems);
}
