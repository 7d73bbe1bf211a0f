package dev.warren.router.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code warren-train} on a copy of the distribution that the build has made, and what {@code warren} does with its caches. */
@Tag("lab")
final class TrainedStartLabTest {
    private static final String MAIN = "dev.warren.router.cli.Main ";
    private static final String FROM_CACHE = MAIN + "source: shared objects file";

    private static final int LOCAL_HEADERS_TIME = 10;

    @TempDir
    static Path folder = Path.of("");

    private static Path home = Path.of("");

    private record Ended(int status, String output) {}

    @BeforeAll
    static void train() throws Exception {
        LabNamespace.assumeRoot();
        home = folder.resolve("a warren");
        assertEquals(
                0,
                run(List.of("cp", "-a", distribution().toString(), home.toString()), "")
                        .status());
        Ended training = run(List.of(home.resolve("bin/warren-train").toString()), "");
        Assumptions.assumeTrue(training.status() != 3, training::output);
        assertEquals(0, training.status(), training.output());
    }

    private static Path distribution() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            List<Path> found = built.filter(path -> Files.isExecutable(path.resolve("bin/warren-train")))
                    .toList();
            Assumptions.assumeFalse(found.isEmpty(), "no distribution in router/target: mvn package makes it");
            return found.getFirst().toAbsolutePath();
        }
    }

    private static Ended run(List<String> command, String javaOptions) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "output", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        if (!javaOptions.isEmpty()) {
            builder.environment().put("JDK_JAVA_OPTIONS", javaOptions);
        }
        int status = builder.start().waitFor();
        return new Ended(status, Files.readString(log));
    }

    private static Ended version() throws Exception {
        return run(List.of(home.resolve("bin/warren").toString(), "--version"), "");
    }

    /** The JVM's lines about the classes that a command loads. */
    private static String classesOf(String... arguments) throws Exception {
        Path log = Files.createTempFile(folder, "classes", ".log");
        String warren = home.resolve("bin/warren").toString();
        run(Stream.concat(Stream.of(warren), Stream.of(arguments)).toList(), "-Xlog:class+load:file=" + log);
        String classes = Files.readString(log);
        assertTrue(classes.contains(MAIN), classes);
        return classes;
    }

    @Test
    void everyModeStartsFromItsCache() throws Exception {
        assertTrue(classesOf("--version").contains(FROM_CACHE));
        String run = classesOf("run", "--help");
        assertTrue(run.contains(FROM_CACHE));
        assertTrue(run.contains("dev.warren.bgp.Speaker source: shared objects file"), "linked before it is asked for");
        assertTrue(classesOf("wg", "--help").contains(FROM_CACHE));
    }

    @Test
    void anotherJarIsNotMistakenForTheTrainedOne() throws Exception {
        Path jar;
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            jar = jars.filter(path -> path.getFileName().toString().startsWith("warren-topology-"))
                    .findFirst()
                    .orElseThrow();
        }
        FileTime built = Files.getLastModifiedTime(jar);
        byte[] trained = Files.readAllBytes(jar);
        byte[] other = trained.clone();
        other[LOCAL_HEADERS_TIME] ^= 1; // which nobody reads: as long, as old and as good as the trained one
        write(jar, other, built);
        try {
            assertFalse(classesOf("--version").contains(FROM_CACHE));
        } finally {
            write(jar, trained, built);
        }
        assertTrue(classesOf("--version").contains(FROM_CACHE));
    }

    private static void write(Path file, byte[] content, FileTime time) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void inAnotherPlaceItStartsWithoutTheCaches() throws Exception {
        Path trained = home;
        Path moved = folder.resolve("moved");
        Files.move(trained, moved);
        home = moved;
        try {
            assertFalse(classesOf("--version").contains(FROM_CACHE));
        } finally {
            Files.move(moved, trained);
            home = trained;
        }
    }

    @Test
    void aFailedTrainingLeavesWhatThereWas() throws Exception {
        Path topology = home.resolve("training/topology.yaml");
        byte[] right = Files.readAllBytes(topology);
        Files.writeString(topology, "overlay: {}\n");
        try {
            Ended failed = run(List.of(home.resolve("bin/warren-train").toString()), "");
            assertEquals(1, failed.status(), failed.output());
            assertTrue(failed.output().contains("its process has ended"), failed.output());
        } finally {
            Files.write(topology, right);
        }
        assertTrue(classesOf("--version").contains(FROM_CACHE));
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(
                    List.of("aot", "bin", "lib", "training"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void anUnusableCacheIsPassedOverInSilence() throws Exception {
        Ended before = version();
        Path cache = home.resolve("aot/command.aot");
        byte[] trained = Files.readAllBytes(cache);
        Files.write(cache, new byte[1 << 16]);
        try {
            assertEquals(before, version());
        } finally {
            Files.write(cache, trained);
        }
        assertEquals(0, before.status());
        assertTrue(before.output().startsWith("warren "), before.output());
    }

    @Test
    void trainingSaysWhatItTakes() throws Exception {
        String train = home.resolve("bin/warren-train").toString();
        assertEquals(2, run(List.of(train, "harder"), "").status());
        Ended help = run(List.of(train, "--help"), "");
        assertEquals(0, help.status());
        assertTrue(help.output().contains("Exit status: 0 done"), help.output());
    }
}
