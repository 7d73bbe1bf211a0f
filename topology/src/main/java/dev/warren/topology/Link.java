package dev.warren.topology;

import dev.warren.net.IpFamily;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What differs from the default between two hubs.
 *
 * @param first the name of one hub
 * @param second the name of the other
 * @param family the family of the endpoints that they use for each other
 * @param presharedKeyFile the file of the key that the two share
 */
public record Link(String first, String second, Optional<IpFamily> family, Optional<Path> presharedKeyFile) {

    /** True if it is the link of these two, in either order. */
    public boolean joins(String one, String other) {
        return (first.equals(one) && second.equals(other)) || (first.equals(other) && second.equals(one));
    }
}
