package dev.warren.topology.schema;

import dev.warren.net.PublicKey;
import dev.warren.topology.source.Position;
import dev.warren.topology.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Optional;

/** Keys: public ones in place or by file, secret ones by file only. */
final class KeySections {
    private KeySections() {}

    /** A public key that must be there. */
    static Optional<PublicKey> publicKey(Section section, String key) {
        Optional<YamlNode> node = section.requiredNode(key, Kinds.PUBLIC_KEY.remedy());
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof YamlNode.Mapping)) {
            return section.required(key, Kinds.PUBLIC_KEY);
        }
        Optional<PublicKey> read = file(section, key)
                .flatMap(file -> section.reading()
                        .keys()
                        .read(file.path(), file.named(), section.reading().problems()));
        if (read.isEmpty()) {
            section.spoil();
        }
        return read;
    }

    /** The file of a secret key that must be there. */
    static Optional<Path> requiredSecret(Section section, String key) {
        return section.requiredNode(key, "{file: PATH}").isEmpty() ? Optional.empty() : secret(section, key);
    }

    /** The file of a secret key. Whatever else stands there isn't shown: it may be the key. */
    static Optional<Path> secret(Section section, String key) {
        Optional<YamlNode> node = section.node(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof YamlNode.Mapping)) {
            section.failSecretly(
                    node.get().position(),
                    "'" + key + "' names no file: a secret never stands in a topology",
                    "write " + key + ": {file: PATH}; if a real key stood here, replace it by a new one");
            return Optional.empty();
        }
        return file(section, key).map(KeyFile::path);
    }

    private record KeyFile(Path path, Position named) {}

    private static Optional<KeyFile> file(Section section, String key) {
        return section.section(key, "'" + key + "'").flatMap(inner -> {
            Optional<Path> path = inner.required("file", Kinds.FILE);
            inner.close();
            section.include(inner);
            Position named = section.reading().positions().of(inner.path("file"));
            return path.map(file -> new KeyFile(named.source().file().resolveSibling(file), named));
        });
    }
}
