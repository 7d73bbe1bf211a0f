/**
 * The tunnel interface of a hub: which WireGuard carries it (the kernel's or a process), its addresses, its peers. An
 * I/O edge; every step looks at what is there first, so it can be repeated at any time. Called on the synchroniser's thread.
 */
@NullMarked
package dev.warren.router.tunnel;

import org.jspecify.annotations.NullMarked;
