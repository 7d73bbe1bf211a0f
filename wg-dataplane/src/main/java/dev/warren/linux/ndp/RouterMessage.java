package dev.warren.linux.ndp;

import dev.warren.net.IpAddress;

/** What is heard on a link of its routers. */
public sealed interface RouterMessage {
    /**
     * A router says that it is there (RFC 4861 section 4.2).
     *
     * @param source its link-local address
     */
    record Advertisement(IpAddress source) implements RouterMessage {}

    /** Somebody wants routers to say that they are there (RFC 4861 section 4.1). */
    record Solicitation() implements RouterMessage {}
}
