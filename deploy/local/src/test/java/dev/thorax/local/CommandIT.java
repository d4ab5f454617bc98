package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.servers.ChildJvm;
import dev.thorax.servers.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The command itself, on phantoms. */
class CommandIT {
    private static final String LAST_LINE = "The page with all diagnoses and heat maps";

    @TempDir
    private Path folder;

    @Test
    void shouldTrainDiagnoseStopAndStartAgainWithTheTrainedModel() throws IOException {
        String first = runUntilItStaysUp("first.log");
        String second = runUntilItStaysUp("second.log");

        assertThat(first)
                .contains("synthetic phantoms")
                .contains(" is in production.")
                .contains("24 scans in, 24 diagnoses");
        assertThat(second).contains("from an earlier run is in production").contains("24 scans in, 24 diagnoses");
        await().atMost(Duration.ofMinutes(10))
                .untilAsserted(() -> assertThat(childrenLeft()).isEmpty());
    }

    @Test
    void shouldSayInOneSentenceThatAPortIsBusy() throws IOException {
        try (var other = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Path log = folder.resolve("busy.log");
            try (ChildJvm command = command(log, other.getLocalPort())) {
                command.awaitReady(() -> !command.isAlive(), Duration.ofMinutes(3));
            }
            assertThat(Files.readString(log))
                    .contains("Cannot go on: Port " + other.getLocalPort())
                    .doesNotContain("Exception");
        }
    }

    @Test
    void shouldLookAtTheScansBeforeItStartsAnything() throws IOException {
        Path log = folder.resolve("scans.log");
        try (ChildJvm command = command(
                log, FreePorts.firstOf(7), "--scans", folder.resolve("none").toString())) {
            command.awaitReady(() -> !command.isAlive(), Duration.ofMinutes(3));
        }
        assertThat(Files.readString(log)).contains("Cannot go on: The folder ").doesNotContain("Starting");
    }

    @Test
    void shouldRefuseOptionsThatContradictEachOtherBeforeItStartsAnything() throws IOException {
        Path log = folder.resolve("options.log");
        try (ChildJvm command = command(log, FreePorts.firstOf(7), "--source", "here", "--source-column", "place")) {
            command.awaitReady(() -> !command.isAlive(), Duration.ofMinutes(3));
        }
        assertThat(Files.readString(log))
                .contains("Cannot go on: --source and --source-column cannot both be given")
                .doesNotContain("Starting");
    }

    private String runUntilItStaysUp(String name) throws IOException {
        Path log = folder.resolve(name);
        try (ChildJvm command = command(log, FreePorts.firstOf(7))) {
            command.awaitReady(() -> read(log).contains(LAST_LINE), Duration.ofMinutes(20));
        }
        return Files.readString(log);
    }

    private ChildJvm command(Path log, int firstPort, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx128m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dthorax.modules=" + System.getProperty("thorax.modules"),
                "-Dthorax.embedded.home=" + System.getProperty("thorax.embedded.home"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.thorax.local.Main",
                "--home",
                folder.resolve("mit Leerzeichen ü %41").toString(),
                "--first-port",
                Integer.toString(firstPort)));
        arguments.addAll(List.of(more));
        return ChildJvm.start("deploy/local", log, arguments);
    }

    /** Processes whose command line names this test's folder. */
    private List<String> childrenLeft() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }
}
