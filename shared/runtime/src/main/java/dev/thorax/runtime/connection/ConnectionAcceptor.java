package dev.thorax.runtime.connection;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;

import dev.thorax.runtime.edge.CallerName;
import dev.thorax.runtime.edge.HttpConfig;

/** Counts each connection that a listener accepts, before a byte of it is read, and ends those that are too many or too slow. */
final class ConnectionAcceptor extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<OpenConnections<Channel>> CONNECTIONS =
            AttributeKey.valueOf("thorax.connections");
    private static final long SWEEP_MILLIS = 1_000;

    private final OpenConnections<Channel> connections;

    ConnectionAcceptor(HttpConfig.Connections limits) {
        this.connections = new OpenConnections<>(limits, ConnectionAcceptor::address, System::nanoTime);
    }

    /** Counts a request of {@code connection}, until {@link #finish}. */
    static void begin(Channel connection) {
        OpenConnections<Channel> all = connection.attr(CONNECTIONS).get();
        if (all != null) {
            all.begin(connection);
        }
    }

    /** Counts a request of {@code connection} as answered, once the bytes of the answer have left. */
    static void finish(Channel connection) {
        OpenConnections<Channel> all = connection.attr(CONNECTIONS).get();
        ChannelHandlerContext first = connection.pipeline().context(Accepted.class);
        if (all != null && first != null) {
            first.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(left -> all.finish(connection).forEach(Channel::close));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        context.executor()
                .scheduleWithFixedDelay(
                        () -> connections.late().forEach(Channel::close),
                        SWEEP_MILLIS,
                        SWEEP_MILLIS,
                        TimeUnit.MILLISECONDS);
        super.channelActive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        ((Channel) message).pipeline().addFirst(new Accepted(connections));
        super.channelRead(context, message);
    }

    /** Counts one connection from its start to its end. It is first in the pipeline. */
    private static final class Accepted extends ChannelDuplexHandler {
        private final OpenConnections<Channel> connections;

        Accepted(OpenConnections<Channel> connections) {
            this.connections = connections;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            Channel accepted = context.channel();
            accepted.attr(CONNECTIONS).set(connections);
            List<Channel> ended = connections.open(accepted);
            ended.forEach(Channel::close);
            if (!ended.contains(accepted)) {
                super.channelActive(context);
            }
        }

        /** An answer of HTTP/2 may leave after its request has ended here. */
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            connections.touch(context.channel());
            super.write(context, message, promise);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            connections.close(context.channel());
            super.channelInactive(context);
        }
    }

    private static String address(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress remote
                ? CallerName.network(remote.getAddress().getHostAddress())
                : "";
    }
}
