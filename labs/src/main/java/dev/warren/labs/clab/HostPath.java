package dev.warren.labs.clab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Paths of the machine as lab files write them. */
final class HostPath {
    private static final Path USERS = Path.of("/etc/passwd");
    private static final int UID = 2;
    private static final int HOME = 5;

    private HostPath() {}

    /** Absolute as it is, {@code ~/...} in the home of who has called sudo or of this user, all else in the lab file's folder. */
    static Path resolve(String written, Path folder) {
        return written.startsWith("~/")
                ? home().resolve(written.substring(2))
                : folder.resolve(written).normalize();
    }

    private static Path home() {
        String uid = System.getenv("SUDO_UID");
        return Path.of(uid == null ? System.getProperty("user.home") : homeOf(uid));
    }

    private static String homeOf(String uid) {
        try {
            for (String line : Files.readAllLines(USERS)) {
                List<String> fields = List.of(line.split(":", -1));
                if (fields.size() > HOME && fields.get(UID).equals(uid)) {
                    return fields.get(HOME);
                }
            }
        } catch (IOException _) {
            // then this user's
        }
        return System.getProperty("user.home");
    }
}
