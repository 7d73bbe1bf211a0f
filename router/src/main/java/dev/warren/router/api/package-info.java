/**
 * The API: JSON over HTTP on a Unix socket, and the client that {@code warren show} is. An I/O edge: the only package of the
 * router that touches Netty. The server answers on Netty's thread; reports are made on the synchroniser's.
 */
@NullMarked
package dev.warren.router.api;

import org.jspecify.annotations.NullMarked;
