package dev.warren.linux.netlink;

import dev.warren.net.IpAddress;

/**
 * An address on an interface.
 *
 * @param interfaceIndex the interface's number
 * @param address the local address
 * @param prefixLength the length of the on-link prefix, 0 to 32 or 0 to 128
 */
public record InterfaceAddress(int interfaceIndex, IpAddress address, int prefixLength) {

    /** An address whose prefix is itself: /32 or /128. */
    public static InterfaceAddress host(int interfaceIndex, IpAddress address) {
        return new InterfaceAddress(interfaceIndex, address, address.family().bits());
    }

    /** @throws IllegalArgumentException if the length is out of the family's range */
    public InterfaceAddress {
        if (prefixLength < 0 || prefixLength > address.family().bits()) {
            throw new IllegalArgumentException("a prefix length of " + address + " is 0 to "
                    + address.family().bits() + ", not " + prefixLength);
        }
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength + " dev #" + interfaceIndex;
    }
}
