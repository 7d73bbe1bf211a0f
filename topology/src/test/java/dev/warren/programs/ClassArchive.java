package dev.warren.programs;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An archive of class data (JEP 13, JEP 310) for a program on a class path, in {@code target/programs}: for the classes as they are
 * now and this Java, made anew when they have changed. Java archives classes from jars only, so folders are packed first. Test JVMs
 * side by side share it; its methods are called by one thread of each.
 */
final class ClassArchive {
    private static final Path ALL = Path.of("target", "programs").toAbsolutePath();
    private static final long LIMIT_SECONDS = 120;

    private final List<Path> classPath;
    private final List<String> javaOptions;
    private final String what;
    private final Path folder;
    private final Path list;
    private boolean failed;

    /**
     * As it is or will be.
     *
     * @param name of the program, among those of the module
     * @param classPath jars and folders
     * @param javaOptions with which the program is started
     */
    ClassArchive(String name, String classPath, List<String> javaOptions) {
        this.classPath = Stream.of(classPath.split(":", -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        this.javaOptions = javaOptions;
        this.folder = ALL.resolve(name);
        this.list = ALL.resolve(name + "." + ProcessHandle.current().pid() + ".classes");
        this.what = fingerprint();
    }

    /** The option by which a start writes down what it loads. */
    String recording() {
        ALL.toFile().mkdirs();
        list.toFile().deleteOnExit();
        return "-XX:DumpLoadedClassList=" + list;
    }

    /** The options of a start with it, the class path among them; none if there is none that fits, and none can be made. */
    Optional<List<String>> options(boolean make) {
        try {
            if (!fits() && (!make || failed || !Files.exists(list) || !made())) {
                return Optional.empty();
            }
            return Optional.of(List.of("-XX:SharedArchiveFile=" + archive(), "-cp", packedClassPath()));
        } catch (IOException cannot) {
            failed = true;
            System.err.println("no archive of classes in " + folder + ": " + cannot);
            return Optional.empty();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private boolean fits() throws IOException {
        return Files.exists(mark()) && Files.readString(mark()).equals(what);
    }

    private Path mark() {
        return folder.resolve("made-for");
    }

    private Path archive() {
        return folder.resolve("classes.jsa");
    }

    private boolean made() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path lock = folder.resolve("lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (!fits()) {
                Files.deleteIfExists(mark());
                pack();
                dump();
                Files.writeString(mark(), what);
            }
            return true;
        }
    }

    private void dump() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JavaProgram.java(), "-Xshare:dump"));
        command.addAll(javaOptions);
        command.addAll(List.of("-XX:SharedClassListFile=" + wholeLines(), "-XX:SharedArchiveFile=" + archive()));
        command.addAll(List.of("-cp", packedClassPath()));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("see " + log);
        }
    }

    /** Who was killed has written a part of his last line. */
    private Path wholeLines() throws IOException {
        String lines = Files.readString(list, StandardCharsets.UTF_8);
        return Files.writeString(folder.resolve("classes"), lines.substring(0, lines.lastIndexOf('\n') + 1));
    }

    private String packedClassPath() {
        List<String> packed = new ArrayList<>();
        for (Path entry : classPath) {
            packed.add((Files.isDirectory(entry) ? jar(entry) : entry).toString());
        }
        return String.join(":", packed);
    }

    private Path jar(Path entry) {
        return folder.resolve(classPath.indexOf(entry) + ".jar");
    }

    private void pack() throws IOException {
        for (Path entry : classPath) {
            if (Files.isDirectory(entry)) {
                try (OutputStream out = Files.newOutputStream(jar(entry));
                        ZipOutputStream zip = new ZipOutputStream(out)) {
                    zip.setLevel(1);
                    for (Path file : files(entry)) {
                        zip.putNextEntry(new ZipEntry(entry.relativize(file).toString()));
                        Files.copy(file, zip);
                    }
                }
            }
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Java, its options, and of each file on the class path its size and time. */
    private String fingerprint() {
        StringBuilder text = new StringBuilder(System.getProperty("java.home"))
                .append(' ')
                .append(Runtime.version())
                .append(' ')
                .append(javaOptions)
                .append('\n');
        for (Path entry : classPath) {
            for (Path file : Files.isDirectory(entry) ? files(entry) : List.of(entry)) {
                text.append(file)
                        .append(' ')
                        .append(file.toFile().length())
                        .append(' ')
                        .append(file.toFile().lastModified())
                        .append('\n');
            }
        }
        return text.toString();
    }
}
