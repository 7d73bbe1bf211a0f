package dev.warren.router.cli;

import dev.warren.router.run.AlreadyRunningException;
import dev.warren.topology.TopologyException;
import dev.warren.topology.plan.UnknownNodeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The entry point of {@code warren}. */
@Command(
        name = "warren",
        description = "A router for multi-site WireGuard overlays.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            RunCommand.class,
            ShowCommand.class,
            CheckCommand.class,
            DownCommand.class,
            WireGuardCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage",
            "3:the topology has errors; nothing was touched",
            "4:the node runs already"
        })
public final class Main {
    private Main() {}

    /** Runs the command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println(command.getColorScheme().errorText("warren: " + message(failure)));
                    return exitCode(failure);
                });
    }

    private static String message(Exception failure) {
        return switch (failure) {
            case UncheckedIOException wrapped -> String.valueOf(wrapped.getCause());
            default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        };
    }

    private static int exitCode(Exception failure) {
        return switch (failure) {
            case TopologyException _ -> ExitCode.BAD_TOPOLOGY;
            case UnknownNodeException _ -> ExitCode.BAD_TOPOLOGY;
            case AlreadyRunningException _ -> ExitCode.ALREADY_RUNNING;
            default -> ExitCode.FAILED;
        };
    }

    /** The version that the build has stamped into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"warren " + (version == null ? "(not packaged)" : version)};
        }
    }
}
