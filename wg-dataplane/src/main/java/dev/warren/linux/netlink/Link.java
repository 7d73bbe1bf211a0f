package dev.warren.linux.netlink;

/**
 * A network interface.
 *
 * @param index its number, at least 1
 * @param name its name, 1 to 15 bytes
 * @param up administratively up (IFF_UP)
 * @param carrier the lower layer is up (IFF_LOWER_UP)
 * @param mtu in bytes
 * @param kind the driver's kind, such as {@code tun}, {@code wireguard}, {@code veth}; empty for physical ones
 * @param alias what its owner calls it, in words; empty where nobody has said
 */
public record Link(int index, String name, boolean up, boolean carrier, int mtu, String kind, String alias) {}
