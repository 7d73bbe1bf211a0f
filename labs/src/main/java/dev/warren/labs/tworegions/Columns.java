package dev.warren.labs.tworegions;

import java.util.ArrayList;
import java.util.List;

/** A table of texts: each column as wide as its widest cell, two spaces apart. */
final class Columns {
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; all rows are of one length. */
    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** The rows as lines, each indented by two spaces. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append("  ").append(cell).repeat(' ', width(column) - cell.length());
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
