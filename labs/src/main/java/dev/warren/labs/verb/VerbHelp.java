package dev.warren.labs.verb;

import java.util.List;

/**
 * What {@code --help} says of a verb.
 *
 * @param arguments after the lab's name
 * @param description lines
 */
public record VerbHelp(String arguments, List<String> description) {
    VerbHelp(String arguments, String... description) {
        this(arguments, List.of(description));
    }
}
