/**
 * What the API answers: records that Jackson turns into JSON on the router's side and back on the command's. The names of their
 * components are the names in the JSON, and a promise to whoever reads it. Immutable values, any thread.
 */
@NullMarked
package dev.warren.router.report;

import org.jspecify.annotations.NullMarked;
