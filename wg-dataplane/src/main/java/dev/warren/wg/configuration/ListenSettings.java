package dev.warren.wg.configuration;

import java.io.IOException;

/** What the protocol reads and sets of the sockets. Any thread. */
public interface ListenSettings {
    /** The UDP port of the moment. */
    int port();

    /**
     * Listens on another port, 0 for any free one; on failure nothing changes.
     *
     * @throws IOException if the port is taken
     */
    void setPort(int port) throws IOException;

    /** The firewall mark, 0 for none. */
    int mark();

    /**
     * Sets the firewall mark of what is sent.
     *
     * @throws IOException if the process may not
     */
    void setMark(int mark) throws IOException;
}
