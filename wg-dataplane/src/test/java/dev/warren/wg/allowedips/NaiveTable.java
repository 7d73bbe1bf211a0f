package dev.warren.wg.allowedips;

import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table as its definition says: of all prefixes that hold the address, the longest. */
final class NaiveTable {
    private final Map<Prefix, String> owners = new HashMap<>();

    @Nullable
    String lookup(IpAddress address) {
        for (int length = address.family().bits(); length >= 0; length--) {
            String owner = owners.get(Prefix.around(address, length));
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    Map<Prefix, String> owners() {
        return owners;
    }
}
