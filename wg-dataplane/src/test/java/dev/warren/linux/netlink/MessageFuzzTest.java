package dev.warren.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A datagram of netlink messages: an error of the protocol, or events that can be written and read again. */
class MessageFuzzTest {
    @FuzzTest
    void messagesAreRefusedOrReadAsTheyWouldBeWritten(byte[] bytes) {
        ByteBuffer datagram = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            List<NetlinkMessage> messages = NetlinkMessage.split(datagram);
            for (NetlinkMessage message : messages) {
                if (Acknowledgement.is(message)) {
                    Acknowledgement.decode(message);
                }
            }
            for (MonitorEvent event : MonitorCodec.decode(messages)) {
                again(event);
            }
        } catch (NetlinkException refused) {
            assertEquals(Errno.EPROTO, refused.errno());
        }
    }

    private static void again(MonitorEvent event) throws NetlinkException {
        switch (event) {
            case MonitorEvent.RouteChanged(Route route) -> {
                if (!route.multipath() && route.type() != RouteType.OTHER) {
                    assertEquals(Optional.of(route), RouteCodec.decode(written(RouteCodec::encode, route)));
                }
            }
            case MonitorEvent.RuleAdded(Rule rule) -> {
                if (!rule.otherSelectors() && rule.action() != RuleAction.OTHER) {
                    assertEquals(Optional.of(rule), RuleCodec.decode(written(RuleCodec::encode, rule)));
                }
            }
            case MonitorEvent.AddressChanged(InterfaceAddress address) ->
                assertEquals(Optional.of(address), AddressCodec.decode(written(AddressCodec::encode, address)));
            default -> {}
        }
    }

    private static <T> ByteBuffer written(BiConsumer<MessageWriter, T> encoder, T value) throws NetlinkException {
        ByteBuffer buffer = ByteBuffer.allocate(65_536).order(ByteOrder.LITTLE_ENDIAN);
        MessageWriter writer = new MessageWriter(buffer);
        writer.begin(Rtnetlink.RTM_NEWROUTE, 0, 1);
        encoder.accept(writer, value);
        writer.end();
        return NetlinkMessage.split(buffer.flip()).getFirst().payload();
    }
}
