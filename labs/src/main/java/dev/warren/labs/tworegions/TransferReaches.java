package dev.warren.labs.tworegions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.process.Output;
import java.util.List;
import java.util.Locale;

/**
 * A real TCP transfer, which needs path MTU discovery through the tunnels.
 *
 * @param family for the title
 * @param address of host-nyc in that family
 */
record TransferReaches(String family, String address) implements Step {
    private static final String SENT = "16M"; // iperf3 stops counting what has arrived when all is sent
    private static final long ENOUGH = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String title() {
        return "host-berlin sends host-nyc a megabyte and more by TCP over " + family;
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        NodeShell server = lab.node("host-nyc");
        var process = server.startInBackground("iperf3.log", List.of("iperf3", "-s", "-1"));
        try {
            Await.until(() -> {
                if (server.output("ss", "-Hltn", "sport", "=", ":5201").isBlank()) {
                    throw new CheckFailure("iperf3 does not listen on host-nyc");
                }
                return "";
            });
            Output output =
                    lab.node("host-berlin").run("iperf3", "-J", "-c", address, "-n", SENT, "--connect-timeout", "5000");
            return verdict(output);
        } finally {
            process.kill();
        }
    }

    private static String verdict(Output output) throws CheckFailure {
        try {
            JsonNode received = JSON.readTree(output.out()).at("/end/sum_received");
            if (!output.ok() || received.path("bytes").asLong() < ENOUGH) {
                throw new CheckFailure("iperf3: " + received.path("bytes").asLong() + " bytes arrived, " + output.err()
                        + JSON.readTree(output.out()).path("error").asText());
            }
            return String.format(
                    Locale.ROOT,
                    "%d bytes at %.0f Mbit/s",
                    received.path("bytes").asLong(),
                    received.path("bits_per_second").asDouble() / 1e6);
        } catch (JsonProcessingException e) {
            throw new CheckFailure("iperf3: " + output.describe());
        }
    }
}
