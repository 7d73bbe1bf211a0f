package dev.warren.router.run;

import java.nio.file.Path;

/** Another process runs this node on this machine. */
public final class AlreadyRunningException extends Exception {
    private static final long serialVersionUID = 1;

    AlreadyRunningException(String node, Path lock) {
        super("node " + node + " runs already: " + lock + " has the process's number and is locked by it");
    }
}
