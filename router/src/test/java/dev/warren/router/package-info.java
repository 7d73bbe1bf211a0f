/** What the router's tests share. */
@NullMarked
package dev.warren.router;

import org.jspecify.annotations.NullMarked;
