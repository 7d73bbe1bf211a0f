package dev.warren.router.cli;

import dev.warren.router.api.ApiClient;
import dev.warren.router.api.Json;
import dev.warren.router.report.BgpReport;
import dev.warren.router.report.ForwardingReport;
import dev.warren.router.report.RoutesReport;
import dev.warren.router.report.WireGuardReport;
import dev.warren.router.run.RouterOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code warren show}: asks the running hub. */
@Command(
        name = "show",
        description = {
            "Shows what a running hub does.",
            "  bgp         its sessions, and announcements that it refused",
            "  routes      the Loc-RIB: every prefix with all its paths",
            "  wg          its tunnels, their peers and AllowedIPs",
            "  forwarding  where each prefix goes, why, and whether it is installed",
            "  metrics     the meters, in Prometheus' text form"
        },
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    /** What can be shown. */
    enum Subject {
        BGP,
        ROUTES,
        WG,
        FORWARDING,
        METRICS
    }

    @Parameters(paramLabel = "WHAT", description = "bgp, routes, wg, forwarding or metrics")
    private Subject subject = Subject.BGP;

    @Option(
            names = {"-j", "--json"},
            description = "As JSON.")
    private boolean json;

    @Option(names = "--node", paramLabel = "NAME", description = "The hub; not needed where one runs.")
    private Optional<String> node = Optional.empty();

    @Option(names = "--run-folder", paramLabel = "FOLDER", description = "Where its socket is. Default: /run/warren")
    private Path runFolder = RouterOptions.DEFAULT_RUN_FOLDER;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ApiClient client = new ApiClient(socket());
        PrintWriter out = spec.commandLine().getOut();
        switch (subject) {
            case BGP -> print(out, client.get("/v1/bgp"), BgpReport.class, Tables::bgp);
            case ROUTES -> print(out, client.get("/v1/routes"), RoutesReport.class, Tables::routes);
            case WG -> print(out, client.get("/v1/wg"), WireGuardReport.class, Tables::wireGuard);
            case FORWARDING -> print(out, client.get("/v1/forwarding"), ForwardingReport.class, Tables::forwarding);
            case METRICS -> out.print(client.get("/metrics"));
        }
        out.flush();
        return ExitCode.OK;
    }

    private <T> void print(PrintWriter out, String answer, Class<T> type, Function<T, String> table) {
        if (json) {
            out.println(answer);
        } else {
            out.print(table.apply(Json.read(answer, type)));
        }
    }

    private Path socket() throws IOException {
        if (node.isPresent()) {
            return new RouterOptions(runFolder, Optional.empty(), List.of()).socket(node.get());
        }
        List<Path> sockets = List.of();
        if (Files.isDirectory(runFolder)) {
            try (Stream<Path> files = Files.list(runFolder)) {
                sockets =
                        files.filter(file -> file.toString().endsWith(".sock")).toList();
            }
        }
        return switch (sockets.size()) {
            case 0 -> throw new IOException("no hub runs here: there is no socket in " + runFolder);
            case 1 -> sockets.getFirst();
            default -> throw new IOException("several hubs run here: say which with --node: " + sockets);
        };
    }
}
