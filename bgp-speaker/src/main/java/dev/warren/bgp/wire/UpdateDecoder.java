package dev.warren.bgp.wire;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;

/** UPDATE from the wire, with the error handling of RFC 7606. */
final class UpdateDecoder {
    private UpdateDecoder() {}

    static Update decode(Octets octets, CodecContext context) throws WireException {
        Octets withdrawn;
        Octets attributes;
        try {
            withdrawn = octets.slice(octets.u16());
            attributes = octets.slice(octets.u16());
        } catch (ShortReadException cut) {
            throw new WireException(
                    NotificationCode.MALFORMED_ATTRIBUTE_LIST, "its parts are longer than it: " + cut.getMessage());
        }
        List<Prefix> gone = Nlri.decode(withdrawn, IpFamily.V4, NotificationCode.INVALID_NETWORK_FIELD);
        List<Prefix> announced = Nlri.decode(octets, IpFamily.V4, NotificationCode.INVALID_NETWORK_FIELD);
        AttributeDecoder decoder = new AttributeDecoder(context);
        decoder.decode(attributes);
        decoder.requireMandatory(!announced.isEmpty());
        return new Update(
                gone, decoder.attributes(), announced, decoder.mpReach(), decoder.mpUnreach(), decoder.errors());
    }
}
