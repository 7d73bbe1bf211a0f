package dev.warren.wg.control;

import java.nio.file.Path;

/**
 * A file with one private or preshared key in Base64, as {@code wg genkey} prints it. Its content is read only when needed,
 * into off-heap memory that is wiped after use. A file that others than its owner may read is refused.
 *
 * @param path the file
 */
public record KeyFile(Path path) {}
