package dev.thorax.ingest.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.servers.ChildJvm;
import dev.thorax.servers.FreePorts;
import dev.thorax.servers.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The packaged service ends with a sentence, and before it connects to Kafka, if its configuration is wrong. */
class RefusedConfigIT {
    private static final String SECRET = "only-for-tests-0123456789";

    @TempDir
    Path folder;

    private ServerSocket broker;

    @BeforeEach
    void listen() throws IOException {
        broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        broker.close();
    }

    @Test
    void shouldEndWithTheKeyTheValueAndTheRange() throws Exception {
        String log = start(List.of("thorax.pseudonym.key=" + SECRET, "thorax.ingest.threads=0"), Map.of());

        assertThat(log)
                .contains("thorax.ingest.threads=0 in the file " + file() + " must be 1 to 64; set it (or "
                        + "THORAX_INGEST_THREADS) to such a value.");
    }

    @Test
    void shouldEndWithTheUnknownKeyOfAFileAndTheOneThatIsMeant() throws Exception {
        String log = start(List.of("thorax.pseudonym.key=" + SECRET, "thorax.ingest.thread=4"), Map.of());

        assertThat(log)
                .contains("The key thorax.ingest.thread in the file " + file()
                        + " is unknown; did you mean thorax.ingest.threads?");
    }

    @Test
    void shouldEndWithTheUnknownVariableAndTheOneThatIsMeant() throws Exception {
        String log = start(
                List.of("thorax.pseudonym.key=" + SECRET),
                Map.of("THORAX_INGEST_UPLOAD_DEADLIN", "1m", "THORAX_INGEST_UPLOADS", "0", "THORAX_SHARED", "x"));

        assertThat(log)
                .contains("The variable THORAX_INGEST_UPLOAD_DEADLIN in the environment is unknown; did you mean "
                        + "THORAX_INGEST_UPLOAD_DEADLINE?")
                .contains("thorax.ingest.uploads=0 in the environment must be 1 to 64; set it (or "
                        + "THORAX_INGEST_UPLOADS) to such a value.")
                .doesNotContain("THORAX_SHARED");
    }

    @Test
    void shouldEndWithTheDeviceThatHasTwoSources() throws Exception {
        String log = start(
                List.of(
                        "thorax.pseudonym.key=" + SECRET,
                        "thorax.access.keys=" + TestKeys.write(folder.resolve("keys.json"))),
                Map.of("THORAX_INGEST_DEVICE_SOURCES", "room-3:st-anna,room-4:st-anna,room-3:st-beda"));

        assertThat(log)
                .contains("thorax.ingest.device-sources lists the device room-3 twice; give each device one source.");
    }

    @Test
    void shouldEndWithTheListOfSourcesThatIsNone() throws Exception {
        String log = start(
                List.of("thorax.pseudonym.key=" + SECRET), Map.of("THORAX_INGEST_DEVICE_SOURCES", "room-3=st-anna"));

        assertThat(log)
                .contains("thorax.ingest.device-sources=room-3=st-anna in the environment must be pairs DEVICE:SOURCE"
                        + " with commas between");
    }

    @Test
    void shouldEndWithAShortSecretThatItDoesNotPrint() throws Exception {
        String log = start(List.of("thorax.pseudonym.key=hunter2"), Map.of());

        assertThat(log)
                .contains("thorax.pseudonym.key is too short, it must have at least 16 characters")
                .doesNotContain("hunter2");
    }

    @Test
    void shouldEndWithoutAFileOfKeysBecauseTheChecksCannotBeSwitchedOff() throws Exception {
        assertThat(start(List.of("thorax.pseudonym.key=" + SECRET), Map.of()))
                .contains("thorax.access.keys is missing, it must be the path of the file with the keys of callers");
    }

    @Test
    void shouldEndWithAFileOfKeysThatIsMissing() throws Exception {
        assertThat(start(List.of("thorax.pseudonym.key=" + SECRET, "thorax.access.keys=/nowhere/keys.json"), Map.of()))
                .contains("The file of keys /nowhere/keys.json cannot be read");
    }

    /** Starts the service, waits for its end and returns its log. */
    private String start(List<String> settings, Map<String, String> environment) throws Exception {
        List<String> lines = new ArrayList<>(settings);
        lines.add("kafka.bootstrap.servers=127.0.0.1:" + broker.getLocalPort());
        lines.add("kafka.security.protocol=PLAINTEXT");
        lines.add("thorax.storage.access-key=a");
        lines.add("thorax.storage.secret-key=b");
        lines.add("quarkus.http.port=" + FreePorts.one());
        Files.write(file(), lines);
        Path log = folder.resolve("service.log");
        try (ChildJvm service = ChildJvm.start(
                "service",
                log,
                List.of(
                        "-Xmx256m",
                        "-Dquarkus.config.locations=" + file().toUri(),
                        "-jar",
                        System.getProperty("thorax.service.jar")),
                environment)) {
            await().atMost(Duration.ofMinutes(10)).until(() -> !service.isAlive());
        }
        assertNothingConnected();
        return Files.readString(log);
    }

    private void assertNothingConnected() throws IOException {
        broker.setSoTimeout(1);
        assertThatThrownBy(broker::accept).isInstanceOf(SocketTimeoutException.class);
    }

    private Path file() {
        return folder.resolve("service.properties");
    }
}
