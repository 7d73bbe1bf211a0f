/**
 * The server side of the cross-platform configuration protocol (https://www.wireguard.com/xplatform/): {@code get=1} and
 * {@code set=1} over a Unix socket, which {@code wg} speaks. An edge: sockets and files; one thread for each connection. Keys go between the
 * socket's buffer and off-heap memory without becoming text.
 *
 * <p>Three requests more, each one line and an empty one, which {@code wg} never makes and which other implementations refuse or
 * hang up on:
 *
 * <p>{@code get=peers} answers as {@code get=1} does, but with the peers only and of them only what changes by itself (endpoint,
 * latest handshake, bytes, keepalive interval): no secret key, no prefixes. A monitor may ask for it every second, however
 * many prefixes there are.
 *
 * <p>{@code get=counters} answers with {@code drop_REASON=COUNT} for every reason of {@link dev.warren.wg.engine.DropReason}
 * in lower case, {@code prefix_moves=COUNT}, then for each peer {@code public_key=HEX} and those of its own reasons that
 * occurred, then {@code errno=0}. It is a request of its own because every {@code wg show} would pay for these lines.
 *
 * <p>{@code subscribe=1} answers with blocks of lines, each ended by an empty line, until the client closes the connection:
 * first {@code event=subscribed} (nothing after it is missed: read the state now), then one for each event, with {@code
 * time_sec}, {@code time_nsec} and {@code public_key}:
 *
 * <ul>
 *   <li>{@code handshake_completed}
 *   <li>{@code handshake_given_up}: no response for 90 s
 *   <li>{@code endpoint_changed}, with {@code endpoint} and, if there was one, {@code previous_endpoint}
 *   <li>{@code session_expired}: the keys were wiped
 *   <li>{@code clock_refused}: the peer's clock is too far ahead of ours
 *   <li>{@code prefixes_moved}, with {@code previous_public_key}, {@code count}, and the first 64 as {@code allowed_ip}
 * </ul>
 *
 * <p>At most 4,096 blocks wait for a subscriber and there are at most 16 subscribers; one more is refused with {@code errno=-16} (EBUSY).
 * One that reads too slowly gets what was queued and {@code errno=-105} (ENOBUFS) as the last line, unless it reads nothing for five seconds.
 * Other keys that {@code set=1} takes of a peer here: {@code forget_timestamp=true} forgets the latest timestamp of its initiations, for
 * a peer whose clock was ahead and has been put right.
 */
@NullMarked
package dev.warren.wg.configuration;

import org.jspecify.annotations.NullMarked;
