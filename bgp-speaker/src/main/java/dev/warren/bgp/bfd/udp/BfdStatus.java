package dev.warren.bgp.bfd.udp;

import dev.warren.bgp.bfd.BfdState;
import dev.warren.bgp.bfd.Diagnostic;
import java.time.Duration;

/**
 * How a session is.
 *
 * @param diagnostic why it last went down
 * @param detectionTime the silence after which it goes down; zero before the neighbour was heard
 * @param received packets that belonged to it
 * @param sent packets
 */
public record BfdStatus(
        BfdPath path, BfdState state, Diagnostic diagnostic, Duration detectionTime, long received, long sent) {}
