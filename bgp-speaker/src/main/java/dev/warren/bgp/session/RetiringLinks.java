package dev.warren.bgp.session;

/** Connections of a neighbour that are given up but may still send what is written. On the event loop. */
// What follows the end of a connection can't fail.
@SuppressWarnings("FutureReturnValueIgnored")
final class RetiringLinks {
    private static final int MAX = 8;

    private int count;

    /** Closes a connection after what is written; one of too many at once is cut. */
    void add(Link link) {
        if (count >= MAX) {
            link.cut();
            return;
        }
        count++;
        link.closed().thenRun(() -> count--);
        link.closeAfterFlush();
    }
}
