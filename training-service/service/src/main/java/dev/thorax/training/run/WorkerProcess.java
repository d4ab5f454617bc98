package dev.thorax.training.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.process.TempFolder;
import dev.thorax.worker.process.WorkerMessage;
import dev.thorax.worker.process.WorkerProtocol;
import dev.thorax.worker.process.WorkerRequest;
import dev.thorax.worker.process.WorkerSettings;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The process that runs one training, as the service sees it. What it writes beside its words goes to the service's log. */
public final class WorkerProcess implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkerProcess.class);

    private final WorkerCommand jvm;
    private final WorkerRequest order;
    private final Process process;

    private WorkerProcess(WorkerCommand jvm, WorkerRequest order, Process process) {
        this.jvm = jvm;
        this.order = order;
        this.process = process;
    }

    /**
     * Starts the training.
     *
     * @param parent a folder with room for temporary files
     * @param leash how long it goes on without a {@link #beat}
     */
    public static WorkerProcess start(
            TrainingRequested request, WorkerSettings settings, WorkerCommand jvm, Path parent, Duration leash) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(parent), "training-");
            WorkerRequest order = new WorkerRequest(request, settings, folder, leash, UUID.randomUUID() + " ");
            WorkerProcess worker = new WorkerProcess(jvm, order, jvm.in(folder).start());
            LOG.infof("A worker begins trainingId=%s pid=%d", request.trainingId(), worker.process.pid());
            worker.send(Json.write(order));
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException("The worker could not be started: " + e.getMessage(), e);
        }
    }

    /** Tells the worker that it may go on. */
    public void beat() {
        send(new byte[0]);
    }

    /** SIGKILL: what it keeps is whole at any time. */
    public void kill() {
        process.destroyForcibly();
    }

    /**
     * Waits until it has ended.
     *
     * @param listener is told of each step on the way
     * @return the last step
     * @throws TrainingException with a sentence, if the training can never succeed
     * @throws WorkerCrashException with a sentence, if it ended without a last word
     */
    public TrainingProgress await(Consumer<TrainingProgress> listener)
            throws WorkerCrashException, InterruptedException {
        WorkerMessage last = null;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<WorkerMessage> word = WorkerProtocol.in(line, order.mark());
                word.filter(step -> !step.isLast()).ifPresent(step -> listener.accept(step.progress()));
                last = word.filter(WorkerMessage::isLast).orElse(last);
                if (word.isEmpty() && !line.isBlank()) {
                    LOG.infof(
                            "A worker writes trainingId=%s: %s", order.request().trainingId(), line);
                }
            }
        } catch (IOException e) {
            LOG.debug("The pipe of a worker broke", e);
        }
        int exit = process.waitFor();
        if (last == null) {
            throw WorkerExitDiagnosis.of(exit, jvm.memory(), order.folder().resolve(WorkerCommand.CRASH_FILE));
        }
        if (last.failure() != null) {
            throw new TrainingException(last.failure());
        }
        return last.progress();
    }

    /** Ends it, if it has not ended, and removes its temporary files. */
    @Override
    public void close() {
        kill();
        process.onExit().join();
        TempFolder.delete(order.folder());
    }

    private synchronized void send(byte[] line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(line);
            in.write('\n');
            in.flush();
        } catch (IOException e) {
            LOG.debug("A worker no longer listens", e);
        }
    }
}
