package dev.warren.labs.verb;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.NodeShell;
import dev.warren.labs.lab.NotHere;
import dev.warren.labs.lab.UsageError;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code clock NODE ±T}: what is started in the node from now on sees a time of day that is shifted so, by libfaketime. Processes
 * that run already see none of it, nor do programs that are linked statically or ask the kernel without the C library (Go's).
 */
record ClockVerb() implements LabVerb {
    private static final Pattern SHIFT = Pattern.compile("([+-])(\\d{1,9})(s|m|h|d)|0");

    @Override
    public VerbHelp help() {
        return new VerbHelp(
                "NODE ±T",
                "Shifts the time of day for what is started in a node from now on, by libfaketime: +90s, -30m, +1h, +2d, or 0.",
                "What runs already sees none of it (stop and start the node), nor does what doesn't ask the C library: programs in Go.",
                "The monotonic clock isn't shifted.");
    }

    @Override
    public void require(Lab lab, List<String> arguments) throws LabException {
        parse(lab, arguments);
    }

    @Override
    public String run(Lab lab, List<String> arguments) throws LabException, IOException {
        Request request = parse(lab, arguments);
        NodeShell node = request.node();
        if (request.seconds() != 0 && !NodeShell.canShiftClocks()) {
            throw new NotHere("libfaketime: apt-get install faketime");
        }
        node.shiftClock(request.seconds());
        return node.name() + ": what is started from now on sees the time of day "
                + (request.seconds() == 0 ? "as it is" : String.format(Locale.ROOT, "%+d s", request.seconds()));
    }

    private record Request(NodeShell node, long seconds) {}

    private static Request parse(Lab lab, List<String> arguments) throws LabException {
        Matcher shift = SHIFT.matcher(arguments.size() == 2 ? arguments.getLast() : "");
        if (!shift.matches()) {
            throw new UsageError("say which node and by how much: NODE +90s, -30m, +1h, +2d, or 0");
        }
        NodeShell node = lab.node(arguments.getFirst());
        if (shift.group(1) == null) {
            return new Request(node, 0);
        }
        long unit = switch (shift.group(3)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
        long seconds = Long.parseLong(shift.group(2)) * unit;
        return new Request(node, shift.group(1).equals("-") ? -seconds : seconds);
    }
}
