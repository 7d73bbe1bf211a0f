package dev.warren.net;

/**
 * An address and port of UDP or TCP; for an IPv6 link-local address also the index of its interface (RFC 4007). The text form
 * is {@code 192.0.2.1:51820}, {@code [2001:db8::1]:51820} or {@code [fe80::1%3]:51820}.
 *
 * @param address the address
 * @param scope the interface index of an IPv6 link-local address; 0 where there is none
 * @param port 0 to 65,535
 */
public record Endpoint(IpAddress address, int scope, int port) implements Comparable<Endpoint> {

    /** @throws IllegalArgumentException if the port is out of range or a scope stands at an address that has none */
    public Endpoint {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException(port + " is not a port: they are 0 to 65535");
        }
        if (scope < 0 || (scope != 0 && (address.family() == IpFamily.V4 || !address.isLinkLocal()))) {
            throw new IllegalArgumentException(address + " takes no scope: only IPv6 link-local addresses do");
        }
    }

    /** An endpoint without a scope. */
    public static Endpoint of(IpAddress address, int port) {
        return new Endpoint(address, 0, port);
    }

    /**
     * Reads the text form; names are refused, nothing is looked up.
     *
     * @throws IllegalArgumentException if the text is no endpoint
     */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' has no port: write ADDRESS:PORT or [IPV6]:PORT");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed != host.contains(":")) {
            throw new IllegalArgumentException("'" + text + "': write an IPv6 endpoint as [ADDRESS]:PORT");
        }
        String literal = bracketed ? host.substring(1, host.length() - 1) : host;
        int percent = literal.indexOf('%');
        try {
            IpAddress address = IpAddress.parse(percent < 0 ? literal : literal.substring(0, percent));
            if (percent >= 0 && !(address.family() == IpFamily.V6 && address.isLinkLocal())) {
                throw new IllegalArgumentException("'" + text + "': only IPv6 link-local addresses take a scope");
            }
            int scope = percent < 0 ? 0 : (int) Decimal.parse(literal.substring(percent + 1), Integer.MAX_VALUE);
            return new Endpoint(address, scope, (int) Decimal.parse(text.substring(colon + 1), 0xffff));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "': port and scope are decimal numbers", notANumber);
        }
    }

    /** The family of the address. */
    public IpFamily family() {
        return address.family();
    }

    @Override
    public int compareTo(Endpoint other) {
        int order = address.compareTo(other.address);
        if (order == 0) {
            order = Integer.compare(scope, other.scope);
        }
        return order != 0 ? order : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        if (address.family() == IpFamily.V4) {
            return address + ":" + port;
        }
        return scope == 0 ? "[" + address + "]:" + port : "[" + address + "%" + scope + "]:" + port;
    }
}
