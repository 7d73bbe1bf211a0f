package dev.warren.labs.verb;

import dev.warren.labs.impair.Impairment;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.UsageError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code impair NODE:INTERFACE [both] delay 50ms [jitter 5ms] loss 1% rate 10mbit}: what the node sends there is impaired, with
 * {@code both} also what it gets. {@code down} cuts the link: nothing goes over it, while the carrier stays; {@code up} joins it again.
 * {@code none} undoes all of it at both ends.
 */
record ImpairVerb() implements LabVerb {
    private static final String BOTH = "both";

    @Override
    public VerbHelp help() {
        return new VerbHelp(
                "NODE:INTERFACE ([both] [delay T [jitter T]] [loss P%%] [rate R] | down | up | none)",
                "Impairs what a node sends at an end of a link; with both, also what it gets.",
                "Times: 500us, 50ms, 1.5s. Shares: 0.1%%, 5%%. Rates: 512kbit, 10mbit, 1gbit.",
                "down lets nothing pass in either direction, while the carrier stays; up undoes that; none undoes everything at both ends.");
    }

    @Override
    public void require(Lab lab, List<String> arguments) throws LabException {
        parse(lab, arguments);
    }

    @Override
    public String run(Lab lab, List<String> arguments) throws LabException, IOException, InterruptedException {
        Request request = parse(lab, arguments);
        LinkEnd end = request.ends().getFirst();
        return switch (request.words().getFirst()) {
            case "down" -> {
                new ImpairedEnd(end).cut();
                yield end + ": down, with " + end.other();
            }
            case "up" -> {
                new ImpairedEnd(end).join();
                new ImpairedEnd(end.other()).join();
                yield end + ": up, with " + end.other();
            }
            case "none" -> {
                for (LinkEnd each : List.of(end, end.other())) {
                    new ImpairedEnd(each).join();
                    new ImpairedEnd(each).clear();
                }
                yield end + ": as it was, with " + end.other();
            }
            default -> impair(request);
        };
    }

    private static String impair(Request request) throws LabException, IOException, InterruptedException {
        Impairment impairment = Impairment.parse(request.words());
        List<String> said = new ArrayList<>();
        for (LinkEnd each : request.ends()) {
            new ImpairedEnd(each).impair(impairment);
            said.add(each + ": " + impairment);
        }
        return String.join("\n", said);
    }

    private record Request(List<LinkEnd> ends, List<String> words) {}

    private static Request parse(Lab lab, List<String> arguments) throws LabException {
        if (arguments.isEmpty()) {
            throw new UsageError("say which link and what: NODE:INTERFACE delay 50ms | down | up | none");
        }
        LinkEnd end = LinkEnd.parse(lab, arguments.getFirst());
        List<String> words = arguments.subList(1, arguments.size());
        boolean both = !words.isEmpty() && words.getFirst().equals(BOTH);
        if (both) {
            words = words.subList(1, words.size());
        }
        boolean whole = words.size() == 1 && List.of("down", "up", "none").contains(words.getFirst());
        if (!whole) {
            try {
                Impairment.parse(words);
            } catch (IllegalArgumentException e) {
                throw new UsageError(String.valueOf(e.getMessage()));
            }
        }
        return new Request(both ? List.of(end, end.other()) : List.of(end), words);
    }
}
