package dev.thorax.servers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.IntStream;

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
        for (int i = 0; i < 50; i++) {
            assertThat(FreePorts.one()).isBetween(16_384, 32_767);
        }
    }

    @Test
    void shouldNotGiveAPortThatItGaveThoughNoServerListensThere() {
        int given = FreePorts.one();

        assertThat(FreePorts.take(given, 1)).isFalse();
        assertThat(FreePorts.take(given - 1, 2)).isFalse();
    }

    @Test
    void shouldNotGiveAPortThatAnotherProcessGave() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Giver.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            int given = Integer.parseInt(other.inputReader().readLine());

            assertThat(FreePorts.take(given, 1)).isFalse();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void shouldGivePortsBackIfOneOfTheRowIsTaken() {
        // Another program may have the port before one of them, but hardly before all.
        assertThat(IntStream.generate(FreePorts::one).limit(20))
                .anyMatch(given -> !FreePorts.take(given - 1, 2) && FreePorts.take(given - 1, 1));
    }

    /** A process that takes one port, prints it and stays. */
    static final class Giver {
        public static void main(String[] args) throws InterruptedException {
            System.out.println(FreePorts.one());
            Thread.currentThread().join();
        }
    }
}
