/**
 * The server side of the cross-platform configuration protocol (https://www.wireguard.com/xplatform/): {@code get=1} and
 * {@code set=1} over a Unix socket, which {@code wg} speaks. An edge: sockets and files; one thread for each connection. Keys go between the
 * socket's buffer and off-heap memory without becoming text.
 */
@NullMarked
package dev.warren.wg.configuration;

import org.jspecify.annotations.NullMarked;
