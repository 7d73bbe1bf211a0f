/**
 * The tunnel interface of a hub: the process that carries it where WireGuard runs in userspace, its addresses, its peers. An
 * I/O edge; every step looks at what is there first, so it can be repeated at any time. Called on the synchroniser's thread.
 */
@NullMarked
package dev.warren.router.tunnel;

import org.jspecify.annotations.NullMarked;
