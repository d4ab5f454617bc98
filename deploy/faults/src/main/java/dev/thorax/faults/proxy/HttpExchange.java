package dev.thorax.faults.proxy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Serves the first HTTP request of a connection as a failing store does, and closes the connection then. */
final class HttpExchange {
    private static final int MOST_HEAD = 64 << 10;

    private final Socket client;
    private final Socket upstream;

    HttpExchange(Socket client, Socket upstream) {
        this.client = client;
        this.upstream = upstream;
    }

    /**
     * Reads the request and answers it, or passes it on.
     *
     * @param number counts the exchanges: the even ones pass whole in the mode {@link ProxyMode#CUT}
     */
    void serve(ProxyMode mode, int number) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        String head = head(in);
        byte[] body = body(in, head);
        boolean writes = head.startsWith("PUT ") || head.startsWith("POST ");
        if (mode == ProxyMode.UNAVAILABLE) {
            answer("503 Service Unavailable", "SlowDown");
        } else if (mode == ProxyMode.FULL && writes) {
            answer("507 Insufficient Storage", "XMinioStorageFull");
        } else if (mode == ProxyMode.CUT && writes && number % 4 == 1) {
            send(head, body, body.length / 2);
        } else {
            send(head, body, body.length);
            byte[] answer = upstream.getInputStream().readAllBytes();
            boolean cut = mode == ProxyMode.CUT && number % 2 == 1;
            client.getOutputStream().write(answer, 0, cut ? middle(answer) : answer.length);
        }
    }

    /** Passes the request on, with {@code length} bytes of its body, and requests the end of the connection. */
    private void send(String head, byte[] body, int length) throws IOException {
        String once = head.lines()
                .filter(line -> !line.toLowerCase(java.util.Locale.ROOT).startsWith("connection:") && !line.isEmpty())
                .reduce("", (lines, line) -> lines + line + "\r\n");
        upstream.getOutputStream().write((once + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
        upstream.getOutputStream().write(body, 0, length);
        upstream.getOutputStream().flush();
    }

    private void answer(String status, String code) throws IOException {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                + "</Code><Message>A fault on purpose.</Message></Error>";
        String head = String.join(
                "\r\n",
                List.of(
                        "HTTP/1.1 " + status,
                        "Content-Type: application/xml",
                        "Content-Length: " + body.length(),
                        "Connection: close",
                        "",
                        ""));
        client.getOutputStream().write((head + body).getBytes(ISO_8859_1));
        client.shutdownOutput();
    }

    /** Returns the middle of the answer's body, or 0 if it has none: then the answer is lost as a whole. */
    private static int middle(byte[] answer) {
        int head = new String(answer, ISO_8859_1).indexOf("\r\n\r\n") + 4;
        return answer.length == head ? 0 : head + (answer.length - head) / 2;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0 || head.length() > MOST_HEAD) {
                throw new EOFException("The connection ended in the head of a request.");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static byte[] body(InputStream in, String head) throws IOException {
        int length = head.lines()
                .map(line -> line.toLowerCase(java.util.Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The connection ended in the body of a request.");
        }
        return body;
    }
}
