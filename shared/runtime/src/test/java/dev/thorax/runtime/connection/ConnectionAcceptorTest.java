package dev.thorax.runtime.connection;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.runtime.config.TestConfig;
import dev.thorax.runtime.edge.HttpConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** An address may have two connections here. */
class ConnectionAcceptorTest {
    private static final HttpConfig.Connections LIMITS = TestConfig.of(
                    HttpConfig.class, Map.of("thorax.http.connections.per-address", "2"))
            .connections();

    private final EmbeddedChannel listener = new EmbeddedChannel(new ConnectionAcceptor(LIMITS));
    private final AtomicInteger started = new AtomicInteger();

    @AfterEach
    void close() {
        listener.finishAndReleaseAll();
    }

    @Test
    void shouldEndTheOldestIdleConnectionOfAnAddressWithTooMany() throws Exception {
        EmbeddedChannel first = accept("192.0.2.7");
        EmbeddedChannel other = accept("192.0.2.8");
        EmbeddedChannel second = accept("192.0.2.7");

        EmbeddedChannel third = accept("192.0.2.7");

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(third.isOpen()).isTrue();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void shouldCountTheAddressesOfAnIpv6NetworkTogether() throws Exception {
        EmbeddedChannel first = accept("2001:db8:0:1::1");
        accept("2001:db8:0:1::2");

        accept("2001:db8:0:1:ffff::3");

        assertThat(first.isOpen()).isFalse();
    }

    @Test
    void shouldEndNoConnectionWithARequestInWorkUntilItIsAnswered() throws Exception {
        EmbeddedChannel busy = accept("192.0.2.7");
        ConnectionAcceptor.begin(busy);
        EmbeddedChannel idle = accept("192.0.2.7");

        EmbeddedChannel third = accept("192.0.2.7");
        assertThat(busy.isOpen()).isTrue();
        assertThat(idle.isOpen()).isFalse();

        ConnectionAcceptor.finish(busy);
        ConnectionAcceptor.begin(third);
        accept("192.0.2.7");
        assertThat(busy.isOpen()).isFalse();
        assertThat(third.isOpen()).isTrue();
    }

    @Test
    void shouldNotStartAConnectionThatMustEndItself() throws Exception {
        ConnectionAcceptor.begin(accept("192.0.2.7"));
        ConnectionAcceptor.begin(accept("192.0.2.7"));
        assertThat(started).hasValue(2);

        EmbeddedChannel third = accept("192.0.2.7");

        assertThat(third.isOpen()).isFalse();
        assertThat(started).hasValue(2);
    }

    @Test
    void shouldGiveThePlaceOfAClosedConnectionToTheNext() throws Exception {
        EmbeddedChannel first = accept("192.0.2.7");
        EmbeddedChannel second = accept("192.0.2.7");
        second.close();

        accept("192.0.2.7");

        assertThat(first.isOpen()).isTrue();
    }

    /** A listener that was made otherwise, as in a test, counts nothing. */
    @Test
    void shouldPassAConnectionThatWasNotCounted() {
        EmbeddedChannel foreign = new EmbeddedChannel();

        assertThatCode(() -> {
                    ConnectionAcceptor.begin(foreign);
                    ConnectionAcceptor.finish(foreign);
                })
                .doesNotThrowAnyException();
        assertThat(foreign.isOpen()).isTrue();
    }

    private EmbeddedChannel accept(String address) throws Exception {
        EmbeddedChannel accepted = new Accepted(address);
        accepted.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
                started.incrementAndGet();
            }
        });
        listener.writeInbound(accepted);
        accepted.register();
        return accepted;
    }

    /** A connection from an address. It is active from its registration on. */
    private static final class Accepted extends EmbeddedChannel {
        private final String address;

        Accepted(String address) {
            super(false, false);
            this.address = address;
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(address, 40_000);
        }
    }
}
