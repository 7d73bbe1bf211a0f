package dev.warren.topology.schema;

/**
 * The section of a named node.
 *
 * @param name the node's name
 * @param section what is said about it
 */
record NodeSection(String name, Section section) {}
