package dev.warren.labs.clab;

/**
 * What is wrong with a file, and where.
 *
 * @param file the file's name as the user gave it
 * @param line from 1
 * @param column from 1
 * @param message what is wrong
 * @param remedy what to write instead; may be empty
 * @param sourceLine the line itself
 */
public record Problem(String file, int line, int column, String message, String remedy, String sourceLine) {

    /** As a compiler prints it: the place, the message, the line and a caret under the column. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(file)
                .append(':')
                .append(line)
                .append(':')
                .append(column)
                .append(": ")
                .append(message)
                .append('\n')
                .append("    ")
                .append(sourceLine)
                .append('\n')
                .append("    ")
                .repeat(' ', Math.max(0, column - 1))
                .append('^');
        return remedy.isEmpty()
                ? text.toString()
                : text.append("\n    ").append(remedy).toString();
    }
}
