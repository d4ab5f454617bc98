package dev.thorax.worker.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.worker.WorkerExit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ParentWatchdogTest {
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private Process child;

    @AfterEach
    void kill() {
        child.destroyForcibly();
    }

    @Test
    void shouldEndTheProcessAndCleanUpIfThePipeOfTheParentCloses() throws Exception {
        start(LONG, false);

        child.getOutputStream().close();

        assertThat(exit()).isEqualTo(WorkerExit.PARENT_LOST);
        assertThat(folder.resolve("cleaned")).exists();
    }

    @Test
    void shouldEndTheProcessIfTheParentIsSilentForTooLong() throws Exception {
        start(Duration.ofSeconds(1), false);

        assertThat(exit()).isEqualTo(WorkerExit.PARENT_LOST);
        assertThat(folder.resolve("cleaned")).exists();
    }

    @Test
    void shouldEndTheProcessEvenIfTheCleanUpHangs() throws Exception {
        start(LONG, true);

        child.getOutputStream().close();

        assertThat(exit()).isEqualTo(WorkerExit.PARENT_LOST);
        assertThat(folder.resolve("cleaned")).doesNotExist();
    }

    @Test
    void shouldLetTheProcessLiveWhileTheParentWritesAnything() throws Exception {
        start(LONG, false);
        OutputStream parent = child.getOutputStream();

        parent.write("beat\n\n\u0000 not a beat\n".getBytes(UTF_8));
        parent.flush();

        assertThat(child.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
    }

    /** Returns once the child is tied to this process. */
    private void start(Duration timeout, boolean hangs) throws IOException {
        child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        timeout.toString(),
                        hangs ? "" : folder.resolve("cleaned").toString())
                .redirectError(new File(folder.toFile(), "stderr"))
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8));
        assertThat(out.readLine()).isEqualTo("tied");
    }

    private int exit() throws InterruptedException {
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return child.exitValue();
    }

    /** Worker that works for ever. */
    static final class Child {
        private Child() {}

        /** Runs with a timeout, and a file that the clean-up writes; an empty name makes it hang. */
        public static void main(String[] arguments) throws InterruptedException {
            ParentWatchdog.tie(
                    new BufferedReader(new InputStreamReader(System.in, UTF_8)),
                    Duration.parse(arguments[0]),
                    () -> cleanUp(arguments[1]));
            System.out.println("tied");
            Thread.sleep(LONG.toMillis());
        }

        private static void cleanUp(String file) {
            try {
                if (file.isEmpty()) {
                    Thread.sleep(LONG.toMillis());
                }
                Files.writeString(Path.of(file), "cleaned");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
