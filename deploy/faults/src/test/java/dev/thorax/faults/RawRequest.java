package dev.thorax.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends bytes that a client library of HTTP would not send, and reads what comes back. */
final class RawRequest {
    private static final int PATIENCE_MS = 60_000;

    private RawRequest() {}

    /** Returns all that the server answers until it closes the connection, in lower case. */
    static String send(URI server, String bytes) throws IOException {
        return send(server, InetAddress.getLoopbackAddress(), bytes);
    }

    /** Returns what the server answers to a client whose address is {@code from}. */
    static String send(URI server, InetAddress from, String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort(), from, 0)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream())
                    .toString(StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the status of an answer, or 0 if there was none. */
    static int status(String answer) {
        return answer.startsWith("http/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    private static ByteArrayOutputStream read(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                answer.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // The server cut the connection. What came before counts.
            answer.flush();
        }
        return answer;
    }
}
