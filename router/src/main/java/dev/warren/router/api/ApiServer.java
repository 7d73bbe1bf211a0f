package dev.warren.router.api;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Serves resources over HTTP/1.1 on a Unix socket that only its owner may open (mode 0600). One thread. A request's body is at
 * most 64 KiB; a connection that says nothing for 30 s is closed.
 */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 64 * 1024;
    private static final int SILENCE_SECONDS = 30;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("api", true), NioIoHandler.newFactory());
    private final Path socket;
    private final Channel channel;

    /**
     * Starts serving.
     *
     * @param socket where; a socket left by a process that is gone is replaced
     * @param resources what, by path
     * @throws IOException if the socket can't be bound
     */
    public ApiServer(Path socket, Map<String, Resource> resources) throws IOException {
        this.socket = socket;
        Files.deleteIfExists(socket);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerDomainSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(new ReadTimeoutHandler(SILENCE_SECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                                .addLast(new RequestHandler(resources));
                    }
                });
        var bound = bootstrap.bind(UnixDomainSocketAddress.of(socket)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loop.shutdownGracefully();
            throw new IOException("the API socket " + socket + " can't be bound", bound.cause());
        }
        channel = bound.channel();
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }

    /** Stops serving and removes the socket. */
    @Override
    public void close() throws IOException {
        channel.close().awaitUninterruptibly();
        var _ = loop.shutdownGracefully();
        Files.deleteIfExists(socket);
    }
}
