package dev.warren.labs.expect;

import java.util.Arrays;

/** A largest assignment of rows to columns that fit, each to one of its own (Kuhn's augmenting paths). */
final class Assignment {
    private static final int NONE = -1;

    private final int[] columnOfRow;
    private final int[] rowOfColumn;
    private final boolean[][] fits;

    private Assignment(boolean[][] fits, int columns) {
        this.fits = fits;
        columnOfRow = new int[fits.length];
        rowOfColumn = new int[columns];
        Arrays.fill(columnOfRow, NONE);
        Arrays.fill(rowOfColumn, NONE);
    }

    /** Whether a row fits a column. */
    interface Fit {
        boolean test(int row, int column);
    }

    static Assignment of(int rows, int columns, Fit fit) {
        boolean[][] fits = new boolean[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                fits[row][column] = fit.test(row, column);
            }
        }
        Assignment assignment = new Assignment(fits, columns);
        for (int row = 0; row < rows; row++) {
            assignment.place(row, new boolean[columns]);
        }
        return assignment;
    }

    private boolean place(int row, boolean[] tried) {
        for (int column = 0; column < rowOfColumn.length; column++) {
            if (fits[row][column] && !tried[column]) {
                tried[column] = true;
                if (rowOfColumn[column] == NONE || place(rowOfColumn[column], tried)) {
                    rowOfColumn[column] = row;
                    columnOfRow[row] = column;
                    return true;
                }
            }
        }
        return false;
    }

    /** The column of a row; -1 if none is left for it. */
    int columnOf(int row) {
        return columnOfRow[row];
    }

    boolean isTaken(int column) {
        return rowOfColumn[column] != NONE;
    }
}
