package dev.thorax.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thorax.servers.TestKeys;

/** A connection on which a test writes an HTTP request as it likes, also one that no client would send. */
final class Wire implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final Socket socket;

    Wire(URI server) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        this.socket.setSoTimeout(60_000);
    }

    /** Writes the first line and the headers of a POST whose body of {@code length} bytes follows. */
    Wire post(String target, int length, String... headers) throws IOException {
        String key = TestKeys.HEADER + ": " + TestKeys.DEVICE.header() + "\r\n";
        String more = key + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
        return write(("POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\nContent-Length: "
                        + length + "\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    Wire write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The next answer: status line, headers, body. */
    String answer() throws IOException {
        String head = head();
        Matcher length = LENGTH.matcher(head);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /** Hangs up. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String head() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The server hung up after: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }
}
