package dev.thorax.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged services with TLS on all ports, a limit of one request a second, and two seconds for a body. */
class ListenersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Of one second for half a minute, and what may come back meanwhile on a machine that does nothing else. */
    private static final int MORE_THAN_ALLOWED = 10_000;

    private static final int TOO_MANY = 429;

    @TempDir
    static Path folder;

    private static TestStack stack;
    private static final Map<Target, ServiceProcess> SERVICES = new EnumMap<>(Target.class);
    private static final List<Listener> LISTENERS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.start(folder);
        generate("first");
        generate("second");
        serve("first");
        FaultStack.SERVICES.forEach(ListenersIT::launch);
        for (Listener listener : LISTENERS) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> listener.status(get("/q/health/live", "")) > 0);
        }
    }

    @AfterAll
    static void stop() {
        SERVICES.values().forEach(ServiceProcess::close);
        stack.close();
    }

    @Test
    void shouldServeAReplacedCertificateOnEachListener() throws Exception {
        Certificate first = read("first");
        for (Listener listener : LISTENERS) {
            assertThat(listener.certificate()).as(listener.name()).isEqualTo(first);
        }

        serve("second");

        Certificate second = read("second");
        for (Listener listener : LISTENERS) {
            await(listener.name())
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> listener.certificate().equals(second));
        }
    }

    @Test
    void shouldAnswerHealthOverTlsOnly() throws Exception {
        for (Listener listener : LISTENERS) {
            boolean isManagement = listener.name().endsWith("management");
            assertThat(listener.status(get("/q/health/live", "")) == 200)
                    .as(listener.name())
                    .isEqualTo(isManagement);
            if (isManagement) {
                String plain = RawRequest.send(listener.address(), get("/q/health/live", ""));
                assertThat(RawRequest.status(plain)).as(listener.name()).isNotEqualTo(200);
            }
        }
    }

    @Test
    void shouldAnswer429UntilTimeHasPassedAndRecordIt() throws Exception {
        for (Map.Entry<Target, ServiceProcess> service : SERVICES.entrySet()) {
            URI server = service.getValue().url();
            String request = get("/no/such/address", TestKeys.CLINICIAN.header());
            String answer = RawRequest.send(server, request);
            assertThat(RawRequest.status(answer)).isEqualTo(404);
            for (int i = 0; i < MORE_THAN_ALLOWED && RawRequest.status(answer) != TOO_MANY; i++) {
                answer = RawRequest.send(server, request);
            }

            assertThat(RawRequest.status(answer)).as(service.getKey().label()).isEqualTo(TOO_MANY);
            assertThat(answer).containsPattern("retry-after: [1-9]").contains("application/problem+json");
            await(service.getKey().label())
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> RawRequest.status(RawRequest.send(server, request)) == 404);
            awaitRefusal(service.getKey(), TOO_MANY, "test-clinician");
        }
    }

    @Test
    void shouldRecordRequestsForAnotherHostAndUploadsThatCannotBeRead() throws Exception {
        for (Map.Entry<Target, ServiceProcess> service : SERVICES.entrySet()) {
            RawRequest.send(
                    service.getValue().url(),
                    InetAddress.getByName("127.0.0.4"),
                    "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
            awaitRefusal(service.getKey(), 421, null);
        }
        String malformed = RawRequest.send(
                SERVICES.get(Target.INGEST).url(),
                "POST /scans HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + TestKeys.HEADER + ": "
                        + TestKeys.DEVICE.header()
                        + "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 3\r\n\r\nodd");
        awaitRefusal(Target.INGEST, RawRequest.status(malformed), "test-device");
    }

    @Test
    void shouldWaitForNoBodyForEver() throws Exception {
        String head = " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + TestKeys.HEADER + ": "
                + TestKeys.OPERATOR.header() + "\r\n";
        for (String begun : List.of("Content-Length: 10\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")) {
            String training = RawRequest.send(SERVICES.get(Target.TRAINING).url(), "POST /trainings" + head + begun);
            String ingest = RawRequest.send(SERVICES.get(Target.INGEST).url(), "POST /patients/held" + head + begun);

            assertThat(List.of(RawRequest.status(training), RawRequest.status(ingest)))
                    .as(training + ingest)
                    .containsOnly(408);
        }
    }

    private static void awaitRefusal(Target service, int status, String caller) {
        await(service.label() + " " + status).atMost(PATIENCE).until(() -> stack.records(Topics.AUDIT).stream()
                .map(record -> Json.read(record.value(), AuditRecord.class))
                .anyMatch(record -> record.action() == AuditAction.WAS_REFUSED
                        && record.status() == status
                        && service.label().contains(record.service())
                        && (caller == null || caller.equals(record.caller().name()))));
    }

    private static String get(String path, String authorization) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + (authorization.isEmpty() ? "" : TestKeys.HEADER + ": " + authorization + "\r\n") + "\r\n";
    }

    private static void generate(String name) throws Exception {
        new CertificateGenerator(folder, true)
                .generate(new CertificateRequest()
                        .withName(name)
                        .withFormat(Format.PEM)
                        .withCN("localhost")
                        .withSubjectAlternativeName("localhost"));
    }

    private static void serve(String name) throws IOException {
        Files.copy(folder.resolve(name + ".key"), folder.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve(name + ".crt"), folder.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Certificate read(String name) throws Exception {
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".crt"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static void launch(Target service) {
        Path jar = FaultStack.jar(Path.of(System.getProperty("thorax.modules")), service);
        int tls = FreePorts.one();
        Map<String, String> settings = new TreeMap<>(stack.settings(jar));
        settings.put("thorax.instance", "listeners");
        settings.put("thorax.http.requests-per-second", "1");
        settings.put("thorax.http.body-deadline", "2s");
        settings.put(
                "quarkus.tls.thorax.key-store.pem.0.cert",
                folder.resolve("tls.crt").toString());
        settings.put(
                "quarkus.tls.thorax.key-store.pem.0.key",
                folder.resolve("tls.key").toString());
        settings.put("quarkus.tls.thorax.reload-period", "30s");
        settings.put("quarkus.http.tls-configuration-name", "thorax");
        settings.put("quarkus.http.ssl-port", Integer.toString(tls));
        settings.put("quarkus.management.tls-configuration-name", "thorax");
        ServiceProcess process = ServiceProcess.launch(
                "listeners-" + service.label(),
                jar,
                FreePorts.one(),
                folder.resolve("services"),
                ServiceOptions.heapOf(service.label()),
                settings);
        SERVICES.put(service, process);
        LISTENERS.add(new Listener(service.label() + " https", URI.create("https://127.0.0.1:" + tls)));
        LISTENERS.add(new Listener(service.label() + " management", process.management()));
    }
}
