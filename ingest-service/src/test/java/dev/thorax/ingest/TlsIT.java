package dev.thorax.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The packaged service with TLS, and with certificates of devices. */
class TlsIT {
    private static final Path JAR = Path.of(System.getProperty("thorax.service.jar"));
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final byte[] PICTURE = TestPictures.png(1);
    private static final char[] PASSWORD = "only-for-tests".toCharArray();

    @TempDir
    static Path folder;

    private static TestStack stack;
    private static ServiceProcess service;
    private static URI scans;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.start(folder);
        generate("first", "localhost");
        generate("second", "localhost");
        generate("room3", "room3");
        generate("unlisted", "unlisted");
        generate("foreign", "room3");
        serve("first");
        Files.writeString(folder.resolve("devices.properties"), "room3=device\n");
        Files.write(
                folder.resolve("authorities.pem"),
                (Files.readString(folder.resolve("room3-server-ca.crt"))
                                + Files.readString(folder.resolve("unlisted-server-ca.crt")))
                        .getBytes());
        int port = FreePorts.one();
        scans = URI.create("https://localhost:" + port + "/scans");
        Map<String, String> settings = new TreeMap<>(stack.settings());
        settings.put(
                "quarkus.tls.thorax.key-store.pem.0.cert",
                folder.resolve("tls.crt").toString());
        settings.put(
                "quarkus.tls.thorax.key-store.pem.0.key",
                folder.resolve("tls.key").toString());
        settings.put(
                "quarkus.tls.thorax.trust-store.pem.certs",
                folder.resolve("authorities.pem").toString());
        settings.put("quarkus.tls.thorax.reload-period", "30s");
        settings.put("quarkus.http.tls-configuration-name", "thorax");
        settings.put("quarkus.http.insecure-requests", "disabled");
        settings.put("quarkus.http.ssl-port", Integer.toString(port));
        settings.put(
                "quarkus.http.auth.certificate-role-properties",
                folder.resolve("devices.properties").toString());
        service = ServiceProcess.launch(
                "tls", JAR, FreePorts.one(), folder, ServiceOptions.heapOf("ingest-service"), settings);
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        stack.close();
    }

    @Test
    void shouldServeHttpsAndNothingPlain() throws Exception {
        assertThat(upload(client("first", null)).statusCode()).isEqualTo(401);
        assertThatThrownBy(() -> send(HttpClient.newHttpClient(), service.url().resolve("/scans")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> send(
                        HttpClient.newHttpClient(), URI.create(scans.toString().replace("https", "http"))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldServeAReplacedCertificateWithoutARestart() throws Exception {
        assertThatThrownBy(() -> upload(client("second", null))).isInstanceOf(IOException.class);

        serve("second");

        awaitServed("second");
        serve("first");
        awaitServed("first");
    }

    @Test
    void shouldGiveADeviceTheRoleOfItsCertificate() throws Exception {
        HttpResponse<String> answer = upload(client("first", "room3"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void shouldGiveNoRoleToACertificateThatIsNotListed() throws Exception {
        assertThat(upload(client("first", "unlisted")).statusCode()).isEqualTo(403);
    }

    @Test
    void shouldNotKnowACertificateOfAnotherAuthority() {
        assertThatThrownBy(() -> upload(client("first", "foreign"))).isInstanceOf(IOException.class);
    }

    private static void generate(String name, String cn) throws Exception {
        new CertificateGenerator(folder, true)
                .generate(new CertificateRequest()
                        .withName(name)
                        .withFormat(Format.PEM)
                        .withCN(cn)
                        .withSubjectAlternativeName("localhost")
                        .withClientCertificate());
    }

    /** Puts the certificate {@code name} where the service reads its own. */
    private static void serve(String name) throws IOException {
        Files.copy(folder.resolve(name + ".key"), folder.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve(name + ".crt"), folder.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitServed(String name) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> upload(client(name, null)).statusCode() == 401);
    }

    /** Returns a client that trusts the server's certificate {@code server}, and has that of {@code device}, if not null. */
    private static HttpClient client(String server, String device) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store(server + ".crt", null));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(device == null ? null : store(device + "-client.crt", device + "-client.key"), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static KeyStore store(String certificate, String key) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate read;
        try (InputStream in = Files.newInputStream(folder.resolve(certificate))) {
            read = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        if (key == null) {
            store.setCertificateEntry("it", read);
        } else {
            String text = Files.readString(folder.resolve(key)).replaceAll("-----[^-]+-----|\\s", "");
            PrivateKey secret = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
            store.setKeyEntry("it", secret, PASSWORD, new Certificate[] {read});
        }
        return store;
    }

    private static HttpResponse<String> upload(HttpClient client) throws Exception {
        return send(client, scans);
    }

    private static HttpResponse<String> send(HttpClient client, URI address) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "image/png")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(PICTURE))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
