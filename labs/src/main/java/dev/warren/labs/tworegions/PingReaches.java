package dev.warren.labs.tworegions;

import dev.warren.labs.check.Await;
import dev.warren.labs.check.CheckFailure;
import dev.warren.labs.check.Step;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.process.Output;

/** ICMP from end to end: site, hub, hub, upstream. */
final class PingReaches implements Step {
    /** How long the last answer may take, s: what is asked is that none is lost, and a busy machine may let one wait for more than a second. */
    private static final String PATIENCE = "5";

    @Override
    public String title() {
        return "host-berlin reaches host-nyc by ICMP in both families";
    }

    @Override
    public String run(Lab lab) throws CheckFailure, LabException, InterruptedException {
        return Await.until(
                () -> ping(lab, "host-berlin", Names.HOST_NYC_V4) + "\n" + ping(lab, "host-berlin", Names.HOST_NYC_V6));
    }

    /** Three echoes that must all be answered; returns ping's last line. */
    static String ping(Lab lab, String from, String address) throws CheckFailure, LabException, InterruptedException {
        Output output = lab.node(from).run("ping", "-n", "-c", "3", "-i", "0.2", "-W", PATIENCE, address);
        if (!output.ok() || !output.out().contains(" 0% packet loss")) {
            throw new CheckFailure(from + " does not reach " + address + ": " + output.describe());
        }
        String text = output.out().strip();
        return from + " -> " + address + ": " + text.substring(text.lastIndexOf('\n') + 1);
    }
}
