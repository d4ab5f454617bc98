package dev.thorax.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceOptions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;

/** Each packaged service, with the memory of the local stack, goes on while a stranger opens connections and ends no request. */
class FloodIT {
    private static final int ROUNDS = 4;
    private static final int CONNECTIONS = 500;

    @TempDir
    static Path folder;

    private static TestStack stack;

    @BeforeAll
    static void start() {
        stack = TestStack.start(folder);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    static List<Target> services() {
        return FaultStack.SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldServeAllAddressesDuringAndAfterAFloodFromOne(Target target) throws IOException {
        try (ServiceProcess service = launch(target).awaitReady()) {
            InetAddress flooding = InetAddress.getByName("127.0.0.3");
            try (HalfOpenFlood flood = new HalfOpenFlood(service.url(), flooding);
                    HalfOpenFlood management = new HalfOpenFlood(service.management(), flooding)) {
                for (int round = 0; round < ROUNDS; round++) {
                    flood.open(CONNECTIONS);
                    management.open(CONNECTIONS);
                    shouldServe(service, InetAddress.getByName("127.0.0.2"));
                    shouldServe(service, flooding);
                }
            }
            shouldServe(service, flooding);
            assertThat(service.jvm().isAlive()).isTrue();
        }
    }

    private static void shouldServe(ServiceProcess service, InetAddress caller) throws IOException {
        assertThat(status(service.url(), caller, "/no/such/address")).isEqualTo(404);
        assertThat(status(service.management(), caller, "/q/health/live")).isEqualTo(200);
    }

    private static int status(URI server, InetAddress caller, String path) throws IOException {
        return RawRequest.status(RawRequest.send(
                server,
                caller,
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + TestKeys.HEADER + ": "
                        + TestKeys.OPERATOR.header() + "\r\n\r\n"));
    }

    private static ServiceProcess launch(Target service) {
        Path jar = FaultStack.jar(Path.of(System.getProperty("thorax.modules")), service);
        Map<String, String> settings = new TreeMap<>(stack.settings(jar));
        settings.put("thorax.instance", "flood");
        return ServiceProcess.launch(
                "flood-" + service.label(),
                jar,
                FreePorts.one(),
                folder.resolve("services"),
                ServiceOptions.heapOf(service.label()),
                settings);
    }
}
