package dev.warren.router.cli;

/** The command's exit statuses, the same for every subcommand. */
final class ExitCode {
    /** Done. */
    static final int OK = 0;
    /** It failed; the message says why. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** The topology is wrong; nothing was touched. */
    static final int BAD_TOPOLOGY = 3;
    /** Another process runs this node already. */
    static final int ALREADY_RUNNING = 4;

    private ExitCode() {}
}
