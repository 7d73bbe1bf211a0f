/**
 * The edge of the language: files in, trees of nodes with positions out. The only package that touches SnakeYAML and the file
 * system. No typing: a scalar is its text. Anchors, aliases, tags, merge keys and second documents are refused, so a tree is
 * never larger than its text. Any thread.
 */
@NullMarked
package dev.warren.topology.yaml;

import org.jspecify.annotations.NullMarked;
