package dev.warren.wg.configuration;

import java.net.NetworkInterface;
import java.net.SocketException;

/** Interface names in scopes ({@code fe80::1%eth0}), which the C library prints, as the indexes they stand for. */
final class ScopeNames {
    private ScopeNames() {}

    static String toIndex(String endpoint) {
        int percent = endpoint.indexOf('%');
        int end = endpoint.indexOf(']');
        if (percent < 0 || end < percent) {
            return endpoint;
        }
        String scope = endpoint.substring(percent + 1, end);
        if (scope.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return endpoint;
        }
        try {
            NetworkInterface named = NetworkInterface.getByName(scope);
            if (named == null) {
                throw new IllegalArgumentException("no interface is named " + scope);
            }
            return endpoint.substring(0, percent + 1) + named.getIndex() + endpoint.substring(end);
        } catch (SocketException failure) {
            throw new IllegalArgumentException("interfaces can't be listed", failure);
        }
    }
}
