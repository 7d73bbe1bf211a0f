package dev.warren.router.api;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a running router over its Unix socket. Blocking; any thread. */
public final class ApiClient {
    private static final int MAX_ANSWER_BYTES = 1 << 30;
    private static final int TIMEOUT_SECONDS = 60;

    private final Path socket;

    /** A client of the router that serves this socket. */
    public ApiClient(Path socket) {
        this.socket = socket;
    }

    /**
     * The body of a resource.
     *
     * @throws IOException if there is no router, it does not answer within 60 s, or it answers with an error
     */
    public String get(String path) throws IOException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (var loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("api-client", true), NioIoHandler.newFactory())) {
            var connected = new Bootstrap()
                    .group(loop)
                    .channel(NioDomainSocketChannel.class)
                    .handler(initializer(answer))
                    .connect(UnixDomainSocketAddress.of(socket))
                    .awaitUninterruptibly();
            if (!connected.isSuccess()) {
                throw new IOException("no router answers at " + socket + ": is `warren run` up?", connected.cause());
            }
            var _ = connected.channel().writeAndFlush(request(path));
            String body = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            connected.channel().close().awaitUninterruptibly();
            var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            return body;
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (TimeoutException silent) {
            throw new IOException(
                    "the router at " + socket + " did not answer within " + TIMEOUT_SECONDS + " s", silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static DefaultFullHttpRequest request(String path) {
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers().set(HttpHeaderNames.HOST, "warren").set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return request;
    }

    private static ChannelInitializer<Channel> initializer(CompletableFuture<String> answer) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpClientCodec())
                        .addLast(new HttpObjectAggregator(MAX_ANSWER_BYTES))
                        .addLast(new AnswerHandler(answer));
            }
        };
    }

    private static final class AnswerHandler extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final CompletableFuture<String> answer;

        AnswerHandler(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            String body = response.content().toString(StandardCharsets.UTF_8);
            if (response.status().equals(HttpResponseStatus.OK)) {
                answer.complete(body);
            } else {
                answer.completeExceptionally(new IOException(response.status() + ": " + body));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.completeExceptionally(new IOException("the router closed the connection"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.completeExceptionally(cause);
            var _ = context.close();
        }
    }
}
