package dev.warren.bgp.session;

import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.net.IpAddress;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An open TCP connection with its handler. Used on its event loop only. */
// A failed write or close ends the channel, and the handler hears of that.
@SuppressWarnings("FutureReturnValueIgnored")
final class Link {
    private static final long LINGER_MILLIS = 1_000;

    private final Channel channel;
    private final ConnectionHandler handler;
    private final GenericFutureListener<Future<? super Void>> taken = this::taken;
    /** Messages that TCP hasn't taken yet. */
    private int unsent;

    private boolean stalled;

    private CodecContext outbound = CodecContext.INITIAL;

    Link(Channel channel, ConnectionHandler handler) {
        this.channel = channel;
        this.handler = handler;
    }

    Channel channel() {
        return channel;
    }

    ConnectionHandler handler() {
        return handler;
    }

    /** From now on messages have this form: those from the neighbour, and those to it. */
    void negotiated(Negotiated agreed) {
        handler.context(agreed.codec());
        outbound = agreed.outbound();
    }

    /** A message as the neighbour takes it. */
    ByteBuffer encoded(Message message) {
        return MessageEncoder.encode(message, outbound);
    }

    void write(ByteBuffer message) {
        unsent++;
        channel.write(Unpooled.wrappedBuffer(message)).addListener(taken);
    }

    /** TCP took a message, or never will. */
    private void taken(Future<?> message) {
        unsent--;
        if (stalled && message.isSuccess()) {
            stalled = unsent > 0;
            handler.progress(stalled);
        }
    }

    /** Hands what is written to TCP. What it doesn't take starts the send-hold timer, each message taken later restarts it. */
    void flush() {
        channel.flush();
        if (unsent > 0 && !stalled) {
            stalled = true;
            handler.stalled();
        }
    }

    IpAddress localAddress() {
        return IpAddress.of(((InetSocketAddress) channel.localAddress()).getAddress());
    }

    /** Done when the connection is closed. */
    CompletableFuture<Void> closed() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channel.closeFuture().addListener((ChannelFutureListener) _ -> closed.complete(null));
        return closed;
    }

    /** Closes at once; what isn't sent is lost. */
    void cut() {
        handler.detach();
        channel.close();
    }

    /** Sends what is written, then closes; a neighbour that reads nothing or never closes its side gets one second. */
    void closeAfterFlush() {
        handler.detach();
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) done -> {
            if (done.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
        channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
}
