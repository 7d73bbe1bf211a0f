package dev.warren.bgp.rib;

import dev.warren.net.Prefix;

/**
 * An announcement that stands refused.
 *
 * @param prefix what was announced
 * @param pathId the path identifier that it came with, 0 to 4,294,967,295 (RFC 7911); 0 where it came without
 * @param reason why it was not taken
 */
public record RefusedRoute(Prefix prefix, long pathId, RefusalReason reason) {}
