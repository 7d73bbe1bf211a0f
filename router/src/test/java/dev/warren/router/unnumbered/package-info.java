@NullMarked
package dev.warren.router.unnumbered;

import org.jspecify.annotations.NullMarked;
