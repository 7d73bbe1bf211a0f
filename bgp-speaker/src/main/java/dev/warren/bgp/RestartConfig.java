package dev.warren.bgp;

import java.time.Duration;

/**
 * Graceful restart (RFC 4724, with NOTIFICATIONs RFC 8538). We always help a neighbour that restarts: its routes stay until it
 * has announced them anew. Whether it helps us is the other half.
 *
 * @param restarter the neighbour is to keep our routes while we restart: after a crash, a lost connection, or
 *     {@link Speaker#closeForRestart}
 * @param time how long that takes at most, one second to 4,095 seconds; it is the neighbour's restart timer
 * @param forwarding packets are forwarded meanwhile as before (the F bit, which a speaker that starts without
 *     {@link SpeakerConfig#restarting} doesn't set in its first session); otherwise our routes go when we come back
 * @param staleTime how long routes of a neighbour that came back are kept without its End-of-RIB, one second to one day
 */
public record RestartConfig(boolean restarter, Duration time, boolean forwarding, Duration staleTime) {
    /** Only help others. */
    public static final RestartConfig HELPER =
            new RestartConfig(false, Duration.ofMinutes(2), false, Duration.ofMinutes(6));

    /** Help and be helped: two minutes, and packets are forwarded meanwhile. */
    public static final RestartConfig RESTARTER =
            new RestartConfig(true, Duration.ofMinutes(2), true, Duration.ofMinutes(6));

    /** @throws IllegalArgumentException if a time is out of its range */
    public RestartConfig {
        if (time.toSeconds() < 1 || time.toSeconds() > 4_095) {
            throw new IllegalArgumentException("restart time " + time + " is not 1 to 4095 s");
        }
        if (staleTime.toSeconds() < 1 || staleTime.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("stale time " + staleTime + " is not one second to one day");
        }
    }
}
