package dev.warren.bgp.lab;

import dev.warren.net.IpFamily;
import java.io.IOException;

/** A BGP program that we did not write, with one neighbour, announcing 172.20.0.0/24 and 2001:db8:a00::/48, each by two paths if ADD-PATH is demanded. */
interface OtherRouter {
    /** What it prints about its BGP routes of both families. */
    String routes();

    /** Its prefix of a family. */
    static String prefix(IpFamily family) {
        return family == IpFamily.V4 ? "172.20.0.0/24" : "2001:db8:a00::/48";
    }

    /** Stops announcing its prefix of a family by its first path. */
    void withdraw(IpFamily family);

    /** What it prints about its session with us. */
    String neighbour();

    /** Asks us for all routes again. */
    void refresh();

    /** Shuts its side of the session down with a text. */
    void shutDown(String text);

    /** What it has logged. */
    String log();

    /** The process that speaks BGP. */
    long pid();

    /** Ends what speaks BGP as a crash would. */
    void killBgp();

    /** Starts again what has ended of it, without the first path of its prefix of a family, as one that restarts gracefully. */
    void comeBack(IpFamily lost) throws IOException;

    /** Ends it as a crash would. */
    void crash();
}
