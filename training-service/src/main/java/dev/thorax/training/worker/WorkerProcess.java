package dev.thorax.training.worker;

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

import dev.thorax.events.EventJson;
import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingRequested;
import dev.thorax.training.problem.CannotTrain;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The process that runs one training, as the service sees it. What it writes beside its words goes to the service's log. */
public final class WorkerProcess implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkerProcess.class);

    private final WorkerJvm jvm;
    private final WorkOrder order;
    private final Process process;

    private WorkerProcess(WorkerJvm jvm, WorkOrder order, Process process) {
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
            TrainingRequested request, JobSettings settings, WorkerJvm jvm, Path parent, Duration leash) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(parent), "training-");
            WorkOrder order = new WorkOrder(request, settings, folder, leash, UUID.randomUUID() + " ");
            WorkerProcess worker = new WorkerProcess(jvm, order, jvm.in(folder).start());
            LOG.infof("A worker begins trainingId=%s pid=%d", request.trainingId(), worker.process.pid());
            worker.send(EventJson.write(order));
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
     * @throws CannotTrain with a sentence, if the training can never succeed
     * @throws WorkerDied with a sentence, if it ended without a last word
     */
    public TrainingProgress await(Consumer<TrainingProgress> listener) throws WorkerDied, InterruptedException {
        Word last = null;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Word> word = Words.in(line, order.mark());
                word.filter(step -> !step.isLast()).ifPresent(step -> listener.accept(step.progress()));
                last = word.filter(Word::isLast).orElse(last);
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
            throw CauseOfDeath.of(exit, jvm.memory(), order.folder().resolve(WorkerJvm.CRASH_FILE));
        }
        if (last.failure() != null) {
            throw new CannotTrain(last.failure());
        }
        return last.progress();
    }

    /** Ends it, if it has not ended, and removes its temporary files. */
    @Override
    public void close() {
        kill();
        process.onExit().join();
        WorkFolder.delete(order.folder());
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
