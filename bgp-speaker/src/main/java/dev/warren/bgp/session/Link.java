package dev.warren.bgp.session;

import dev.warren.net.IpAddress;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
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

    void write(ByteBuffer message) {
        channel.write(Unpooled.wrappedBuffer(message), channel.voidPromise());
    }

    void flush() {
        channel.flush();
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
