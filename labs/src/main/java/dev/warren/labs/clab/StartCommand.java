package dev.warren.labs.clab;

import java.time.Duration;
import java.util.List;

/**
 * How a node's main process differs from its image's.
 *
 * @param entrypoint the words that replace the image's entrypoint and command; empty for the image's own
 * @param cmd the words that replace the image's command; empty for the image's own
 * @param delay how much later than the other nodes' it starts
 */
public record StartCommand(List<String> entrypoint, List<String> cmd, Duration delay) {}
