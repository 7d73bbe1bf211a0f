package dev.warren.topology.yaml;

import dev.warren.net.PublicKey;
import dev.warren.topology.source.Position;
import dev.warren.topology.source.Problems;
import dev.warren.topology.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that the language reads from the file system, each within a limit. */
public final class TextFiles {
    /** The largest topology file in bytes. */
    public static final int MAX_BYTES = 4 << 20;

    /** The most files in a topology's folder. */
    public static final int MAX_FILES = 1_000;

    private static final int MAX_KEY_BYTES = 1_024;

    private TextFiles() {}

    /**
     * The files of a topology: the file itself, or the visible {@code *.yaml} and {@code *.yml} files of a folder by name.
     *
     * @throws IOException if the folder can't be read
     */
    public static List<Path> of(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(fileOrFolder, "[!.]*.{yaml,yml}")) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    files.add(entry);
                }
                if (files.size() > MAX_FILES) {
                    throw new IOException(fileOrFolder + " holds more than " + MAX_FILES + " YAML files");
                }
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return files.stream().sorted().toList();
    }

    /** The text of a file; empty, with a problem, if it is too large or no UTF-8. */
    public static Optional<SourceText> read(Path file, Problems problems) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            problems.add(
                    new SourceText(file, "").at(1, 1),
                    "this file is larger than " + (MAX_BYTES >> 20) + " MiB",
                    "split it: a topology may be a folder of files");
            return Optional.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer to = CharBuffer.allocate(bytes.length + 1);
        CoderResult end = decoder.decode(from, to, true);
        String text = to.flip().toString();
        if (end.isError()) {
            SourceText readable = new SourceText(file, text);
            problems.add(
                    readable.atCodePoint(text.codePointCount(0, text.length())),
                    "the byte 0x%02x here is not UTF-8".formatted(from.get(from.position())),
                    "save the file as UTF-8");
            return Optional.empty();
        }
        return Optional.of(new SourceText(file, text.startsWith("\ufeff") ? text.substring(1) : text));
    }

    /** The public key in a file, as {@code wg pubkey} writes it; empty, with a problem at the file's name, if there is none. */
    public static Optional<PublicKey> publicKey(Path file, Position named, Problems problems) {
        String remedy = "write the public key there: wg pubkey < PRIVATE-KEY-FILE > " + file;
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                problems.add(named, file + " is no regular file", remedy);
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                String text = StandardCharsets.US_ASCII
                        .newDecoder()
                        .decode(ByteBuffer.wrap(in.readNBytes(MAX_KEY_BYTES)))
                        .toString();
                return Optional.of(PublicKey.parse(text.strip()));
            }
        } catch (NoSuchFileException missing) {
            problems.add(named, "there is no file " + file, remedy);
        } catch (AccessDeniedException denied) {
            problems.add(named, "the file " + file + " can't be read: permission denied", "make it readable");
        } catch (CharacterCodingException | IllegalArgumentException malformed) {
            problems.add(named, "the file " + file + " holds no WireGuard public key", remedy);
        } catch (IOException failed) {
            problems.add(named, "the file " + file + " can't be read: " + failed.getMessage(), remedy);
        }
        return Optional.empty();
    }
}
