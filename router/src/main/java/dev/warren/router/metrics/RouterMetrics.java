package dev.warren.router.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The registry of a running router. Thread-safe. */
public final class RouterMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** A registry in which every counter that we count starts at zero and is visible. */
    public RouterMetrics() {
        for (RouterMeter meter : RouterMeter.values()) {
            switch (meter) {
                case PASS_TIME -> timer(meter);
                case DRIFT, REPAIRS, CHANGES, FAILURES, REFUSALS -> counter(meter);
                case STRANGERS, BFD_STRANGERS -> {
                    // Others count them: see follow.
                }
            }
        }
    }

    /** Adds to a counter. */
    public void count(RouterMeter meter, long amount) {
        counter(meter).increment((double) amount);
    }

    /** Shows a count that somebody else keeps, and that never falls. The supplier is called by any thread. */
    public void follow(RouterMeter meter, LongSupplier count) {
        FunctionCounter.builder(meter.id(), this, _ -> (double) count.getAsLong())
                .baseUnit(meter.unit())
                .description(meter.description())
                .register(registry);
    }

    /** Notes how long something took. */
    public void time(RouterMeter meter, Duration duration) {
        timer(meter).record(duration);
    }

    /** The count so far. */
    public long counted(RouterMeter meter) {
        return (long) counter(meter).count();
    }

    /** The text exposition of all meters. */
    public String scrape() {
        return registry.scrape();
    }

    private Counter counter(RouterMeter meter) {
        return Counter.builder(meter.id())
                .baseUnit(meter.unit())
                .description(meter.description())
                .register(registry);
    }

    private Timer timer(RouterMeter meter) {
        return Timer.builder(meter.id()).description(meter.description()).register(registry);
    }
}
