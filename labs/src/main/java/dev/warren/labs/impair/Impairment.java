package dev.warren.labs.impair;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens to the frames that go one way over a link. The text form is what {@link #parse} reads.
 *
 * @param delay how much later each arrives; up to a minute
 * @param jitter by how much the delay varies, evenly, to either side; frames don't overtake each other
 * @param loss the share that is lost, 0 to 1, each independently
 * @param rate bits per second, counting whole frames from their Ethernet header on; 0 for no limit
 */
public record Impairment(Duration delay, Duration jitter, double loss, long rate) {
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s)");
    private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?)%");
    private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d+)?)(|k|m|g)bit");
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /**
     * Reads {@code [delay 50ms [jitter 5ms]] [loss 1%] [rate 10mbit]}, in any order.
     *
     * @throws IllegalArgumentException if a word is none of these; the message says what would be right
     */
    public static Impairment parse(List<String> words) {
        Duration delay = Duration.ZERO;
        Duration jitter = Duration.ZERO;
        double loss = 0;
        long rate = 0;
        if (words.isEmpty()) {
            throw new IllegalArgumentException("say what: delay, jitter, loss or rate, such as delay 50ms");
        }
        for (int i = 0; i < words.size(); i += 2) {
            String word = words.get(i);
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (word) {
                case "delay" -> delay = time(word, value);
                case "jitter" -> jitter = time(word, value);
                case "loss" -> loss = share(value);
                case "rate" -> rate = rate(value);
                default ->
                    throw new IllegalArgumentException(
                            "'" + word + "' is no impairment; there are delay, jitter, loss, rate, down, up and none");
            }
        }
        if (jitter.compareTo(delay) > 0) {
            throw new IllegalArgumentException("a jitter above the delay would send frames before they came");
        }
        return new Impairment(delay, jitter, loss, rate);
    }

    private static Duration time(String word, String value) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            throw new IllegalArgumentException("'" + value + "' is no time: write " + word + " 50ms, 500us or 1.5s");
        }
        long nanos = switch (time.group(2)) {
            case "us" -> 1_000;
            case "ms" -> 1_000_000;
            default -> 1_000_000_000;
        };
        Duration duration = Duration.ofNanos(new BigDecimal(time.group(1))
                .multiply(BigDecimal.valueOf(nanos))
                .longValue());
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + value + "' is more than a minute");
        }
        return duration;
    }

    private static double share(String value) {
        Matcher share = SHARE.matcher(value);
        if (!share.matches() || Double.parseDouble(share.group(1)) > 100) {
            throw new IllegalArgumentException("'" + value + "' is no share: write loss 1% or 0.1%, up to 100%");
        }
        return Double.parseDouble(share.group(1)) / 100;
    }

    private static long rate(String value) {
        Matcher rate = RATE.matcher(value);
        if (!rate.matches()) {
            throw new IllegalArgumentException("'" + value + "' is no rate: write rate 10mbit, 512kbit or 1gbit");
        }
        long factor = switch (rate.group(2)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            case "g" -> 1_000_000_000;
            default -> 1;
        };
        long bits = new BigDecimal(rate.group(1))
                .multiply(BigDecimal.valueOf(factor))
                .longValue();
        if (bits < 1_000 || bits > 100_000_000_000L) {
            throw new IllegalArgumentException("'" + value + "' is below 1kbit or above 100gbit");
        }
        return bits;
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (!delay.isZero()) {
            words.add("delay " + delay.toNanos() / 1_000 + "us");
        }
        if (!jitter.isZero()) {
            words.add("jitter " + jitter.toNanos() / 1_000 + "us");
        }
        if (loss > 0) {
            words.add(String.format(
                    Locale.ROOT,
                    "loss %s%%",
                    BigDecimal.valueOf(loss * 100).stripTrailingZeros().toPlainString()));
        }
        if (rate > 0) {
            words.add("rate " + rate + "bit");
        }
        return words.isEmpty() ? "delay 0us" : String.join(" ", words);
    }
}
