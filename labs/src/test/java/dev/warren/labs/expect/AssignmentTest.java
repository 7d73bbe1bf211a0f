package dev.warren.labs.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
    private static final int ROUNDS = 2_000;

    @Test
    void itIsAsLargeAsTryingEverythingFinds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            boolean[][] fits = new boolean[random.nextInt(6)][random.nextInt(1, 6)];
            for (boolean[] row : fits) {
                for (int column = 0; column < row.length; column++) {
                    row[column] = random.nextInt(3) == 0;
                }
            }
            int columns = fits.length == 0 ? 3 : fits[0].length;
            Assignment assignment = Assignment.of(fits.length, columns, (row, column) -> fits[row][column]);
            int assigned = 0;
            for (int row = 0; row < fits.length; row++) {
                assigned += assignment.columnOf(row) < 0 ? 0 : 1;
            }
            assertEquals(largest(fits, 0, new boolean[columns]), assigned, "seed " + seed + ", round " + round);
        }
    }

    private static int largest(boolean[][] fits, int row, boolean[] taken) {
        if (row == fits.length) {
            return 0;
        }
        int best = largest(fits, row + 1, taken);
        for (int column = 0; column < taken.length; column++) {
            if (fits[row][column] && !taken[column]) {
                taken[column] = true;
                best = Math.max(best, 1 + largest(fits, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }
}
