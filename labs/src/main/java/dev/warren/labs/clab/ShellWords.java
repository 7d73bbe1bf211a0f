package dev.warren.labs.clab;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as containerlab does, which is nearly as a POSIX shell does, without expanding anything: containers get
 * words, not a shell. Where it differs: in double quotes, too, a backslash makes whatever follows plain, and is gone. A # where a word
 * could begin starts a comment.
 */
public final class ShellWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int next;

    private ShellWords(String text) {
        this.text = text;
    }

    /**
     * The words of a command; none of an empty one.
     *
     * @throws IllegalArgumentException if a quote isn't closed or the text ends in a backslash
     */
    public static List<String> split(String text) {
        ShellWords splitter = new ShellWords(text);
        splitter.run();
        return List.copyOf(splitter.words);
    }

    private void run() {
        while (next < text.length()) {
            char c = text.charAt(next++);
            switch (c) {
                case ' ', '\t', '\r', '\n' -> end();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> add(escaped());
                case '#' -> hash();
                default -> add(c);
            }
        }
        end();
    }

    private void hash() {
        if (inWord) {
            word.append('#');
            return;
        }
        int end = text.indexOf('\n', next);
        next = end < 0 ? text.length() : end;
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void singleQuoted() {
        int close = text.indexOf('\'', next);
        if (close < 0) {
            throw new IllegalArgumentException("a single quote is not closed");
        }
        word.append(text, next, close);
        inWord = true;
        next = close + 1;
    }

    private void doubleQuoted() {
        inWord = true;
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c == '"') {
                return;
            }
            word.append(c == '\\' && next < text.length() ? text.charAt(next++) : c);
        }
        throw new IllegalArgumentException("a double quote is not closed");
    }

    private char escaped() {
        if (next == text.length()) {
            throw new IllegalArgumentException("a backslash at the end escapes nothing");
        }
        return text.charAt(next++);
    }
}
