/**
 * The daemon: puts the parts of a node together, runs the synchroniser's thread, answers the API's questions about it, and ends
 * in order. The only package that knows all others.
 */
@NullMarked
package dev.warren.router.run;

import org.jspecify.annotations.NullMarked;
