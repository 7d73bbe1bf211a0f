package dev.warren.router.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Map<String, Resource> resources;

    /**
     * The body of an answer that is not 200.
     *
     * @param error what went wrong
     * @param remedy what to do instead
     */
    record Problem(String error, String remedy) {}

    RequestHandler(Map<String, Resource> resources) {
        this.resources = resources;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (request.decoderResult().isFailure()) {
            refuse(context, HttpResponseStatus.BAD_REQUEST, "this is no HTTP request", "send HTTP/1.1");
            return;
        }
        if (!request.method().equals(HttpMethod.GET)) {
            refuse(context, HttpResponseStatus.METHOD_NOT_ALLOWED, request.method() + " is not allowed", "use GET");
            return;
        }
        Resource resource = resources.get(request.uri());
        if (resource == null) {
            String known = String.join(" ", new TreeSet<>(resources.keySet()));
            refuse(context, HttpResponseStatus.NOT_FOUND, "there is no " + request.uri(), "there are " + known);
            return;
        }
        resource.get()
                .whenComplete(
                        (body, failure) -> context.executor().execute(() -> answer(context, body, failure, keepAlive)));
    }

    private static void answer(
            ChannelHandlerContext context,
            Resource.@Nullable Body body,
            @Nullable Throwable failure,
            boolean keepAlive) {
        if (body == null) {
            LOG.warn("event=api-failed", failure);
            refuse(context, HttpResponseStatus.INTERNAL_SERVER_ERROR, String.valueOf(failure), "see the router's log");
            return;
        }
        send(context, HttpResponseStatus.OK, body, keepAlive);
    }

    private static void refuse(ChannelHandlerContext context, HttpResponseStatus status, String error, String remedy) {
        send(context, status, Resource.Body.of(new Problem(error, remedy)), false);
    }

    private static void send(
            ChannelHandlerContext context, HttpResponseStatus status, Resource.Body body, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body.text(), StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, body.mediaType())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        var sent = context.writeAndFlush(response);
        if (!keepAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
