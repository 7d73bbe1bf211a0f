package dev.warren.wg.control;

import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A change of one peer; what is empty stays as it is.
 *
 * @param key its public key; a peer that isn't there is added, unless {@code updateOnly}
 * @param remove true to remove it; nothing else may be given then
 * @param updateOnly true to do nothing where it isn't there
 * @param endpoint where its packets go, until it roams
 * @param persistentKeepalive seconds, 0 to 65,535; 0 for off
 * @param presharedKey the key mixed into its handshakes
 * @param addAllowedIps prefixes that it gets; one that another peer has is moved
 * @param removeAllowedIps prefixes that it loses; one that it doesn't have is no error and stays with whoever has it
 */
public record PeerChange(
        PublicKey key,
        boolean remove,
        boolean updateOnly,
        Optional<Endpoint> endpoint,
        OptionalInt persistentKeepalive,
        Optional<PresharedKey> presharedKey,
        List<Prefix> addAllowedIps,
        List<Prefix> removeAllowedIps) {

    /** @throws IllegalArgumentException if the parts contradict each other or the interval is out of range */
    public PeerChange {
        addAllowedIps = List.copyOf(addAllowedIps);
        removeAllowedIps = List.copyOf(removeAllowedIps);
        if (persistentKeepalive.isPresent()
                && (persistentKeepalive.getAsInt() < 0 || persistentKeepalive.getAsInt() > 0xffff)) {
            throw new IllegalArgumentException(
                    persistentKeepalive.getAsInt() + " is not a keepalive interval: they are 0 to 65535 s");
        }
        boolean changes = endpoint.isPresent()
                || persistentKeepalive.isPresent()
                || presharedKey.isPresent()
                || !addAllowedIps.isEmpty()
                || !removeAllowedIps.isEmpty();
        if (remove && changes) {
            throw new IllegalArgumentException("peer " + key + " is removed and changed at once");
        }
        if (!Collections.disjoint(new HashSet<>(addAllowedIps), removeAllowedIps)) {
            throw new IllegalArgumentException("peer " + key + " gets and loses the same prefix");
        }
    }

    /** Removes a peer. */
    public static PeerChange removal(PublicKey key) {
        return new PeerChange(
                key, true, false, Optional.empty(), OptionalInt.empty(), Optional.empty(), List.of(), List.of());
    }

    /** Begins a change of a peer, which is added if it isn't there. */
    public static Builder of(PublicKey key) {
        return new Builder(key);
    }

    /** Collects a change. Not thread-safe. */
    public static final class Builder {
        private final PublicKey key;
        private boolean updateOnly;
        private Optional<Endpoint> endpoint = Optional.empty();
        private OptionalInt persistentKeepalive = OptionalInt.empty();
        private Optional<PresharedKey> presharedKey = Optional.empty();
        private final List<Prefix> addAllowedIps = new ArrayList<>();
        private final List<Prefix> removeAllowedIps = new ArrayList<>();

        private Builder(PublicKey key) {
            this.key = key;
        }

        /** Does nothing where the peer isn't there. */
        public Builder updateOnly() {
            updateOnly = true;
            return this;
        }

        /** Sets where its packets go. */
        public Builder endpoint(Endpoint value) {
            endpoint = Optional.of(value);
            return this;
        }

        /** Sets the persistent keepalive in seconds; 0 for off. */
        public Builder persistentKeepalive(int seconds) {
            persistentKeepalive = OptionalInt.of(seconds);
            return this;
        }

        /** Sets the preshared key. */
        public Builder presharedKey(KeyFile file) {
            presharedKey = Optional.of(new PresharedKey.InFile(file));
            return this;
        }

        /** Takes the preshared key away; sessions that there are go on, whether there was one or not. */
        public Builder noPresharedKey() {
            presharedKey = Optional.of(new PresharedKey.None());
            return this;
        }

        /** Gives it prefixes. */
        public Builder add(Collection<Prefix> prefixes) {
            addAllowedIps.addAll(prefixes);
            return this;
        }

        /** Takes prefixes from it. */
        public Builder remove(Collection<Prefix> prefixes) {
            removeAllowedIps.addAll(prefixes);
            return this;
        }

        /** The change. */
        public PeerChange build() {
            return new PeerChange(
                    key,
                    false,
                    updateOnly,
                    endpoint,
                    persistentKeepalive,
                    presharedKey,
                    addAllowedIps,
                    removeAllowedIps);
        }
    }
}
