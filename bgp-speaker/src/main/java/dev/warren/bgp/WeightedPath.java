package dev.warren.bgp;

/**
 * One of several paths that a prefix's packets go over at once.
 *
 * @param path the path
 * @param weight its share, 1 to 256, in proportion to link bandwidth communities (draft-ietf-idr-link-bandwidth); the same for all
 *     where a path lacks one
 */
public record WeightedPath(Path path, int weight) {}
