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
        boolean ids = context.pathIds().contains(IpFamily.V4);
        Nlri.Routes gone = Nlri.decode(withdrawn, IpFamily.V4, ids, NotificationCode.INVALID_NETWORK_FIELD);
        Nlri.Routes come = Nlri.decode(octets, IpFamily.V4, ids, NotificationCode.INVALID_NETWORK_FIELD);
        List<Prefix> announced = come.prefixes();
        AttributeDecoder decoder = new AttributeDecoder(context);
        decoder.decode(attributes);
        decoder.requireMandatory(!announced.isEmpty());
        requireRoutes(decoder, announced);
        return new Update(
                gone.prefixes(),
                decoder.attributes(),
                announced,
                decoder.mpReach(),
                decoder.mpUnreach(),
                decoder.errors(),
                gone.ids(),
                come.ids(),
                decoder.lostSets());
    }

    /**
     * RFC 7606 section 5.2: where an attribute is malformed and nothing is announced, the announcements may be what got lost, and
     * nobody knows what to withdraw. An MP_UNREACH_NLRI alone goes with no announcement: what it withdraws is just withdrawn.
     */
    private static void requireRoutes(AttributeDecoder decoder, List<Prefix> announced) throws WireException {
        if (!announced.isEmpty() || decoder.mpReach().isPresent() || !decoder.hasOthers()) {
            return;
        }
        for (AttributeError error : decoder.errors()) {
            if (error.outcome() == AttributeError.Outcome.TREAT_AS_WITHDRAW) {
                throw new WireException(
                        NotificationCode.MALFORMED_ATTRIBUTE_LIST,
                        error.detail() + ", and no route to withdraw for it");
            }
        }
    }
}
