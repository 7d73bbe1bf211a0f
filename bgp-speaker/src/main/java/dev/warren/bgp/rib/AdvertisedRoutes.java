package dev.warren.bgp.rib;

import java.nio.ByteBuffer;
import java.util.List;

/** The routes that a neighbour has from us in one family. */
interface AdvertisedRoutes {
    /** Brings them up to a batch; adds the withdrawals that the neighbour needs to the messages. */
    void take(Batch batch, List<ByteBuffer> messages);

    /** True if it has a route of the prefix. */
    boolean holds(int prefix);

    /** True if it has this path of the prefix. */
    boolean holds(int prefix, int path);

    /** How many it has. */
    int size();
}
