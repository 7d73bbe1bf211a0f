package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process in network namespaces as initiator and responder, against wireguard-go and itself. */
@Tag("lab")
class BothRolesLabTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "ours, wireguard-go, 192.0.2.2:51821",
        "wireguard-go, ours, '[2001:db8::2]:51821'",
        "ours, ours, '[2001:db8::2]:51821'"
    })
    void bothFamiliesAndTcpPass(String initiator, String responder, String endpoint) throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.start(0, initiator);
            lab.start(1, responder);
            lab.configure(endpoint);
            for (String[] ping : new String[][] {
                {"0", "10.9.0.2", "56"}, {"0", "fd09::2", "56"}, {"1", "10.9.0.1", "1392"}, {"1", "fd09::1", "1372"}
            }) {
                String namespace = lab.namespace(Integer.parseInt(ping[0]));
                String[] command = {
                    "ip", "netns", "exec", namespace, "ping", "-c3", "-i0.2", "-W2", "-s", ping[2], ping[1]
                };
                String said = Lab.output(command);
                assertTrue(said.contains(" 0% packet loss"), () -> said + lab.state());
            }
            for (String server : new String[] {"10.9.0.2", "fd09::2"}) {
                for (boolean reverse : new boolean[] {false, true}) {
                    long before = lab.transferred(0);
                    lab.iperf(server, reverse);
                    assertTrue(lab.transferred(0) - before > 10_000_000, server + " moved too little");
                }
            }
            String shown = Lab.output("wg", "show", lab.name(initiator.equals(Lab.OURS) ? 0 : 1));
            assertTrue(shown.contains("latest handshake") && shown.contains("preshared key: (hidden)"), shown);
        }
    }
}
