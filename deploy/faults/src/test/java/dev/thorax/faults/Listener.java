package dev.thorax.faults;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A port of a service that speaks TLS, asked by a client that trusts any certificate. */
record Listener(String name, URI address) {
    private static final int PATIENCE_MS = 60_000;
    private static final TrustManager ANY = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    /** Returns the certificate that a new connection gets. */
    Certificate certificate() throws IOException {
        try (SSLSocket socket = connect()) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    /** Returns the status of the answer to {@code request}. */
    int status(String request) throws IOException {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return RawRequest.status(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
                    .toLowerCase(Locale.ROOT));
        }
    }

    private SSLSocket connect() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {ANY}, null);
            Socket plain = new Socket(address.getHost(), address.getPort());
            plain.setSoTimeout(PATIENCE_MS);
            SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, address.getHost(), address.getPort(), true);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
