package dev.warren.bgp.lab;

import java.io.IOException;

/** A BGP program that we did not write, with one neighbour, announcing 172.20.0.0/24 and 2001:db8:a00::/48, each by two paths if ADD-PATH is demanded. */
interface OtherRouter {
    /** What it prints about its BGP routes of both families. */
    String routes();

    /** Stops announcing its IPv4 prefix by its first path. */
    void withdraw();

    /** What it prints about its session with us. */
    String neighbour();

    /** Asks us for all routes again. */
    void refresh();

    /** Shuts its side of the session down with a text. */
    void shutDown(String text);

    /** What it has logged. */
    String log();

    /** Ends what speaks BGP as a crash would. */
    void killBgp();

    /** Starts that again, without the first path of its IPv4 prefix, as one that restarts gracefully. */
    void comeBack() throws IOException;

    /** Ends it as a crash would. */
    void crash();
}
