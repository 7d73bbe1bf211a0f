package dev.warren.bgp.session;

import dev.warren.net.Prefix;
import java.util.Optional;

/**
 * How connections from a range of addresses are protected.
 *
 * @param prefix the addresses
 * @param interfaceName where link-local ones are
 * @param security what each of their connections needs
 */
public record RangeSecurity(Prefix prefix, Optional<String> interfaceName, TransportSecurity security) {}
