package dev.thorax.worker.process;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.contracts.worker.WorkerProtocol;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class JobRunnerTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String MARK = "m ";

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void shouldReturnTheSentenceOfAFailedTrainingAfterItsProgress() {
        WorkerMessage last = run(training("cnn4"), null);

        assertThat(last.failure()).contains("nowhere");
        assertThat(last.isLast()).isTrue();
        assertThat(out.toString(UTF_8).lines().flatMap(line -> WorkerProtocol.read(line, MARK).stream()))
                .extracting(message -> message.progress().message())
                .containsExactly("Reading data set nowhere.");
    }

    @Test
    void shouldNameTheKnownRecipesIfThereIsNoSuch() {
        assertThat(run(training("mine"), null).failure()).contains("There is no recipe \"mine\"", "cnn4");
        assertThat(out.size()).isZero();
    }

    @Test
    void shouldReturnTheSentenceOfARecipeThatCannotBeRead() throws Exception {
        Files.writeString(folder.resolve("mine.yaml"), "name: [mine\n");

        assertThat(run(training("mine"), folder).failure()).contains("mine.yaml cannot be used");
    }

    @Test
    void shouldLeaveAJobOpenIfTheStoreIsAway() {
        store.failNext(1_000_000);

        WorkerMessage last = run(training("cnn4"), null);

        assertThat(last.failure()).isNull();
        assertThat(last.unable()).startsWith("The training could not go on here: The object store could not");
        assertThat(last.isLast()).isTrue();
    }

    @Test
    void shouldWaitForAMissingImageBeforeItFails() {
        for (int i = 0; i < 12; i++) {
            String label = i % 2 == 0 ? "A" : "B";
            String scan = "s-" + i;
            store.put(
                    StorageKeys.pointer("nowhere", label, scan),
                    Json.write(new ScanPointer(scan, label, "p-" + i, "0" + i, StorageKeys.image(scan))),
                    "application/json");
        }

        WorkerMessage last = run(training("cnn4"), null);

        assertThat(last.failure()).isNull();
        assertThat(last.unable())
                .startsWith("The image scans/s-0/image.png of data set nowhere is not in the object store; put it back")
                .endsWith("The training waits for it, 6 hours at most.");
        JobKeys job = JobKeys.ofTraining("t-1");
        String waits = new String(store.get(job.missing()), UTF_8);
        store.put(
                job.missing(),
                waits.replaceFirst("\"since\":\"[^\"]*\"", "\"since\":\"2026-01-01T00:00:00Z\"")
                        .getBytes(UTF_8),
                "application/json");
        assertThat(run(training("cnn4"), null).failure())
                .startsWith("The image scans/s-0/image.png of data set nowhere is not in the object store");
    }

    private WorkerMessage run(TrainingRequested request, Path recipes) {
        JobOrder order = JobOrder.of(request, "dl4j", Instant.EPOCH);
        WorkerSettings settings = new WorkerSettings(
                null, 1, 1, recipes, folder, folder, false, Set.of(), "", Duration.ZERO, Duration.ofMinutes(1));
        return new JobRunner(new WorkerLaunch(settings, 1, folder, null, MARK), store, CLOCK)
                .run(order.keys(), order, new WorkerProtocol(out, MARK));
    }

    private static TrainingRequested training(String recipe) {
        return new TrainingRequested("t-1", "nowhere", recipe, null, null, 1L, Instant.EPOCH, null, null);
    }
}
