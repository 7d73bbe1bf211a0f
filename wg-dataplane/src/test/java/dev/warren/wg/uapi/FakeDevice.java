package dev.warren.wg.uapi;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A naive device that serves the protocol from maps; with or without {@code allowed_ip=-}. It hangs up on what it doesn't know. */
final class FakeDevice implements AutoCloseable {
    private static final int EINVAL = 22;

    private final ServerSocketChannel server;
    private final Thread serving;
    private final boolean removesPrefixes;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final TreeMap<PublicKey, List<String>> peers = new TreeMap<>();
    private final TreeMap<Prefix, PublicKey> owners = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();

    FakeDevice(Path socket, boolean removesPrefixes) throws IOException {
        this.removesPrefixes = removesPrefixes;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        this.serving = Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    BufferedReader lines = new BufferedReader(Channels.newReader(client, StandardCharsets.US_ASCII));
                    List<String> request = new ArrayList<>();
                    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                        request.add(line);
                    }
                    var writer = Channels.newWriter(client, StandardCharsets.US_ASCII);
                    writer.write(answer(request));
                    writer.flush();
                }
            }
        } catch (ClosedChannelException closed) {
            // the end
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private synchronized String answer(List<String> request) {
        questions.add(request.getFirst());
        return switch (request.getFirst()) {
            case "get=1" -> get() + "errno=0\n\n";
            case "set=1" -> "errno=" + -set(request.subList(1, request.size())) + "\n\n";
            default -> "";
        };
    }

    private String get() {
        StringBuilder text = new StringBuilder();
        settings.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        peers.forEach((key, lines) -> {
            text.append("public_key=").append(key.toHex()).append('\n');
            lines.forEach(line -> text.append(line).append('\n'));
            owners.forEach((prefix, owner) -> {
                if (owner.equals(key)) {
                    text.append("allowed_ip=").append(prefix).append('\n');
                }
            });
        });
        return text.toString();
    }

    private int set(List<String> lines) {
        @Nullable PublicKey peer = null;
        for (int i = 0; i < lines.size(); i++) {
            log.add(lines.get(i));
            String key = lines.get(i).substring(0, lines.get(i).indexOf('='));
            String value = lines.get(i).substring(lines.get(i).indexOf('=') + 1);
            if (key.equals("public_key")) {
                peer = PublicKey.parseHex(value);
                boolean updateOnly = i + 1 < lines.size() && lines.get(i + 1).equals("update_only=true");
                if (!updateOnly) {
                    peers.putIfAbsent(peer, new ArrayList<>());
                }
            } else if (peer == null) {
                settings.put(key, value);
            } else if (key.equals("allowed_ip") && value.startsWith("-")) {
                if (!removesPrefixes) {
                    return EINVAL;
                }
                owners.remove(Prefix.parse(value.substring(1)), peer);
            } else if (peers.containsKey(peer)) {
                inPeer(peer, key, value);
            }
        }
        return 0;
    }

    private void inPeer(PublicKey peer, String key, String value) {
        switch (key) {
            case "allowed_ip" -> owners.put(Prefix.parse(value), peer);
            case "remove" -> {
                peers.remove(peer);
                owners.values().removeIf(peer::equals);
            }
            case "update_only" -> {}
            default -> peers.getOrDefault(peer, List.of()).add(key + "=" + value);
        }
    }

    synchronized Map<Prefix, PublicKey> owners() {
        return new TreeMap<>(owners);
    }

    synchronized List<PublicKey> peers() {
        return List.copyOf(peers.keySet());
    }

    synchronized List<String> log() {
        return List.copyOf(log);
    }

    /** The first lines of the requests so far. */
    synchronized List<String> questions() {
        return List.copyOf(questions);
    }

    /** When it returns, nobody answers any more: a connection that came just before is served. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            serving.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
