/**
 * Where things stand in the operator's files: texts, positions, and the collection of problems. Pure; knows neither YAML nor
 * files. A collection belongs to the thread that reads a topology; the rest is immutable.
 */
@NullMarked
package dev.warren.topology.source;

import org.jspecify.annotations.NullMarked;
