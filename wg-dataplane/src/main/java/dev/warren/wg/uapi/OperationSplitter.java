package dev.warren.wg.uapi;

import dev.warren.net.PublicKey;
import dev.warren.wg.control.KeyFile;
import java.util.ArrayList;
import java.util.List;

/** Collects lines and begins a new operation after every thousand; a peer that is cut in two is named again. */
final class OperationSplitter {
    /** So that the device's lock is held for a short time and an operation fits the request buffer. */
    static final int LINES_AT_MOST = 1_000;

    private final List<List<UapiLine>> operations = new ArrayList<>();
    private List<UapiLine> current = new ArrayList<>();
    private List<UapiLine> continuation = List.of();

    /** Begins a peer. */
    void peer(PublicKey key, boolean updateOnly) {
        continuation = List.of();
        if (current.size() >= LINES_AT_MOST - 10) {
            split();
        }
        UapiLine name = new UapiLine.Plain("public_key", key.toHex());
        UapiLine only = new UapiLine.Plain("update_only", "true");
        current.add(name);
        if (updateOnly) {
            current.add(only);
        }
        continuation = List.of(name, only);
    }

    void line(String key, String value) {
        add(new UapiLine.Plain(key, value));
    }

    void secret(String key, KeyFile file) {
        add(new UapiLine.Secret(key, file));
    }

    private void add(UapiLine line) {
        if (current.size() >= LINES_AT_MOST) {
            split();
        }
        current.add(line);
    }

    private void split() {
        operations.add(current);
        current = new ArrayList<>(continuation);
    }

    /** All operations; empty if there was no line. */
    List<List<UapiLine>> operations() {
        List<List<UapiLine>> all = new ArrayList<>(operations);
        if (!current.isEmpty()) {
            all.add(current);
        }
        return List.copyOf(all);
    }
}
