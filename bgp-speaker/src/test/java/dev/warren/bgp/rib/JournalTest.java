package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The journal against sets of what each reader has yet to see, in the order of the last change. */
class JournalTest {
    private static final int PREFIXES = 20;
    private static final int STEPS = 50_000;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Journal journal = new Journal();
    private final List<Reader> readers = new ArrayList<>();

    private record Reader(int cursor, LinkedHashSet<Integer> unseen) {}

    @Test
    void everyReaderSeesEveryChangeOnceInOrder() {
        journal.grow(PREFIXES);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0 -> readers.add(new Reader(journal.cursorAtEnd(), new LinkedHashSet<>()));
                case 1 -> {
                    if (readers.size() > 3) {
                        Reader gone = readers.remove(random.nextInt(readers.size()));
                        journal.close(gone.cursor());
                    }
                }
                case 2 -> {
                    if (!readers.isEmpty() && readers.size() < 8) {
                        Reader model = readers.get(random.nextInt(readers.size()));
                        readers.add(new Reader(journal.cursorAt(model.cursor()), new LinkedHashSet<>(model.unseen())));
                    }
                }
                case 3 -> trim(step);
                case 4, 5, 6, 7 -> touch(random.nextInt(1, PREFIXES + 1));
                default -> read(step);
            }
        }
    }

    private void touch(int prefix) {
        journal.touch(prefix);
        readers.forEach(reader -> {
            reader.unseen().remove(prefix);
            reader.unseen().add(prefix);
        });
    }

    private void read(int step) {
        if (readers.isEmpty()) {
            return;
        }
        Reader reader = readers.get(random.nextInt(readers.size()));
        Optional<Integer> first = reader.unseen().stream().findFirst();
        int prefix = journal.prefixAfter(reader.cursor());
        assertEquals(first.orElse(0), prefix, "seed " + seed + " step " + step);
        assertEquals(first.isEmpty(), journal.isAtEnd(reader.cursor()), "seed " + seed + " step " + step);
        if (prefix != 0) {
            journal.move(reader.cursor(), prefix);
            reader.unseen().remove(prefix);
        }
    }

    private void trim(int step) {
        for (int gone = journal.trim(); gone != 0; gone = journal.trim()) {
            int prefix = gone;
            assertEquals(
                    0,
                    readers.stream()
                            .filter(reader -> reader.unseen().contains(prefix))
                            .count(),
                    "seed " + seed + " step " + step);
        }
        for (int prefix = 1; prefix <= PREFIXES; prefix++) {
            int id = prefix;
            boolean awaited =
                    readers.stream().anyMatch(reader -> reader.unseen().contains(id));
            assertEquals(awaited, journal.isListed(id), "seed " + seed + " step " + step);
        }
    }
}
