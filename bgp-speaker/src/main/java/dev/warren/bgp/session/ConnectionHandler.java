package dev.warren.bgp.session;

import dev.warren.bgp.fsm.Side;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.UpdateBlock;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** One connection: cuts the stream into messages (RFC 4271 sections 4.1 and 6.1) and hands them to the neighbour's session. */
// A failed write or close ends the channel, and the handler hears of that.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionHandler extends ByteToMessageDecoder {
    private final NeighbourSession session;
    private Side side;
    private CodecContext context = CodecContext.INITIAL;
    private boolean detached;

    ConnectionHandler(NeighbourSession session, Side side) {
        this.session = session;
        this.side = side;
    }

    /** From now on it is this one of the neighbour's connections. */
    void side(Side another) {
        side = another;
    }

    /** From now on messages from the neighbour have this form. */
    void context(CodecContext negotiated) {
        context = negotiated;
    }

    /** The session has given the connection up: what still comes is dropped. */
    void detach() {
        detached = true;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (detached) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int updates = UpdateRun.length(in, context.longestMessage());
        if (updates > 0) {
            byte[] octets = new byte[updates];
            in.readBytes(octets);
            session.record().received().add(ByteBuffer.wrap(octets));
            session.decoded(side, new Decoded.Good(new UpdateBlock(octets)));
            return;
        }
        if (in.readableBytes() < MessageHeader.LENGTH) {
            return;
        }
        ByteBuffer header = in.nioBuffer(in.readerIndex(), MessageHeader.LENGTH);
        Optional<Decoded.Bad> complaint = MessageHeader.complaint(header, context);
        if (complaint.isPresent()) {
            in.skipBytes(in.readableBytes());
            session.decoded(side, complaint.get());
            return;
        }
        int length = MessageHeader.messageLength(header);
        if (in.readableBytes() >= length) {
            ByteBuffer message = in.nioBuffer(in.readerIndex(), length);
            session.record().received().add(message);
            Decoded decoded = MessageDecoder.decode(message, context);
            in.skipBytes(length);
            session.decoded(side, decoded);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        if (!detached) {
            session.closed(side, "the connection was closed");
        }
    }

    /** TCP doesn't take all that was written. */
    void stalled() {
        if (!detached) {
            session.stalled(side);
        }
    }

    /** TCP has taken some of it, or all. */
    void progress(boolean stillStalled) {
        if (!detached) {
            session.progress(side, stillStalled);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!detached && ctx.channel().isWritable()) {
            session.writable(side);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!detached) {
            session.closed(side, String.valueOf(cause.getMessage()));
        }
        ctx.close();
    }
}
