/**
 * The command {@code warren}: its subcommands, help texts, exit codes and tables for people. Thin: what it does is elsewhere.
 */
@NullMarked
package dev.warren.router.cli;

import org.jspecify.annotations.NullMarked;
