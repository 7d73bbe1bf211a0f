package dev.warren.wg.noise;

import java.nio.charset.StandardCharsets;

/**
 * The four messages (paper, section 5.4): offsets and lengths in bytes. All integers are little-endian; the type's byte and its three reserved
 * zeros are read as one.
 *
 * <pre>
 * initiation  type:4 sender:4 ephemeral:32 static:32+16 timestamp:12+16 mac1:16 mac2:16            = 148
 * response    type:4 sender:4 receiver:4 ephemeral:32 nothing:16 mac1:16 mac2:16                   =  92
 * cookie      type:4 receiver:4 nonce:24 cookie:16+16                                              =  64
 * transport   type:4 receiver:4 counter:8 packet:n+16                                              = 32+n
 * </pre>
 */
public final class Messages {
    public static final int INITIATION = 1;
    public static final int RESPONSE = 2;
    public static final int COOKIE_REPLY = 3;
    public static final int TRANSPORT = 4;

    public static final int INITIATION_BYTES = 148;
    public static final int RESPONSE_BYTES = 92;
    public static final int COOKIE_REPLY_BYTES = 64;
    /** A transport message with nothing in it: a keepalive. */
    public static final int KEEPALIVE_BYTES = 32;

    public static final int SENDER = 4;
    /** The responder's index for the initiator in a response. */
    public static final int RESPONSE_RECEIVER = 8;

    public static final int INITIATION_NOISE = 8;
    public static final int RESPONSE_NOISE = 12;
    /** The two MACs of 16 bytes end an initiation and a response. */
    public static final int MACS = 32;

    public static final int COOKIE_RECEIVER = 4;
    public static final int COOKIE_NONCE = 8;
    public static final int COOKIE_SEALED = 32;

    public static final int TRANSPORT_RECEIVER = 4;
    public static final int TRANSPORT_COUNTER = 8;
    public static final int TRANSPORT_PACKET = 16;

    private static final byte[] IDENTIFIER = "WireGuard v1 zx2c4 Jason@zx2c4.com".getBytes(StandardCharsets.UTF_8);

    private Messages() {}

    /** The prologue of WireGuard's handshake. */
    public static byte[] identifier() {
        return IDENTIFIER.clone();
    }
}
