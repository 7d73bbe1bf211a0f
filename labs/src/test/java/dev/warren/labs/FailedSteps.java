package dev.warren.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a runner has printed of the steps that failed, or of why it gave up. */
final class FailedSteps {
    private static final Pattern ANY_LINE = Pattern.compile(" *[0-9.]+ s {2}.*");
    private static final Pattern FAILED_STEP = Pattern.compile(" *[0-9.]+ s {2}FAILED .*");
    private static final String COMPLAINT = "labs/run: ";
    private static final int MOST = 60;
    private static final int BRIEF = 600;

    private FailedSteps() {}

    /** Up to sixty lines; the last that was printed if none says so. */
    static String of(List<String> lines) {
        List<String> failed = new ArrayList<>();
        boolean failing = false;
        for (String line : lines) {
            if (ANY_LINE.matcher(line).matches()) {
                failing = FAILED_STEP.matcher(line).matches();
            } else if (line.startsWith(COMPLAINT)) {
                failing = true;
            }
            if (failing && !line.isBlank()) {
                failed.add(line);
            }
        }
        if (failed.isEmpty()) {
            return lines.isEmpty() ? "it has printed nothing" : lines.getLast();
        }
        return String.join("\n", failed.subList(0, Math.min(MOST, failed.size())));
    }

    /** The same on one line, no longer than one reads at a glance. */
    static String brief(List<String> lines) {
        String all = of(lines).strip().replaceAll("\\s*\n\\s*", "; ");
        return all.length() > BRIEF ? all.substring(0, BRIEF) + "..." : all;
    }
}
