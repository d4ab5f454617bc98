package dev.thorax.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Opens connections from one address, sends on each what takes the most memory of a server, and never ends a request. */
final class HalfOpenFlood implements AutoCloseable {
    /** Just below the limit of a head. Each short header takes many times its bytes in memory. */
    private static final byte[] HEAD =
            ("GET / HTTP/1.1\r\nHost: localhost\r\n" + "a:b\r\n".repeat(1_580)).getBytes(StandardCharsets.US_ASCII);

    private final URI server;
    private final InetAddress from;
    private final List<Socket> sockets = new ArrayList<>();

    HalfOpenFlood(URI server, InetAddress from) {
        this.server = server;
        this.from = from;
    }

    /** Opens {@code count} more connections. The server may close any. */
    void open(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort(), from, 0);
            sockets.add(socket);
            send(socket);
        }
    }

    private static void send(Socket socket) {
        try {
            socket.getOutputStream().write(HEAD);
        } catch (IOException e) {
            // The server has closed it, which is its right.
            assert !socket.isClosed();
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
