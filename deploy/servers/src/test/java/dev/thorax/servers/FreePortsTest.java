package dev.thorax.servers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FreePortsTest {
    @Test
    void shouldFindPortsInARowOnWhichAServerCanListen() throws Exception {
        int first = FreePorts.firstOf(7);

        for (int port = first; port < first + 7; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
        }
    }

    @Test
    void shouldStayBelowThePortsOfConnections() {
        for (int i = 0; i < 1000; i++) {
            assertThat(FreePorts.one()).isBetween(16_384, 32_767);
        }
    }
}
