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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.contracts.worker.WorkerProtocol;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.storage.TempFolder;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Worker as a process of this machine. What it writes beside its messages goes to the service's log. */
final class WorkerProcess implements RunningWorker {
    private static final Logger LOG = Logger.getLogger(WorkerProcess.class);
    private static final int HEARTBEATS_PER_TIMEOUT = 15;

    private final WorkerCommand command;
    private final JobKeys job;
    private final WorkerLaunch launch;
    private final Process process;
    private final ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor();

    private WorkerProcess(WorkerCommand command, JobKeys job, WorkerLaunch launch, Process process) {
        this.command = command;
        this.job = job;
        this.launch = launch;
        this.process = process;
    }

    /**
     * Starts a worker that ends when this process does, or when it is silent for the length of a lease.
     *
     * @param parent a folder with room for temporary files
     */
    static WorkerProcess start(JobKeys job, int turn, WorkerSettings settings, WorkerCommand command, Path parent) {
        return start(job, turn, settings, settings.lease(), command, parent);
    }

    /** @param heartbeatTimeout how long the worker goes on while this process is silent */
    static WorkerProcess start(
            JobKeys job,
            int turn,
            WorkerSettings settings,
            Duration heartbeatTimeout,
            WorkerCommand command,
            Path parent) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(parent), "training-");
            WorkerLaunch launch = new WorkerLaunch(settings, turn, folder, heartbeatTimeout, UUID.randomUUID() + " ");
            WorkerProcess worker = new WorkerProcess(
                    command, job, launch, command.process(folder, job.order()).start());
            LOG.infof("A worker starts order=%s turn=%d pid=%d", job.order(), turn, worker.process.pid());
            worker.send(Json.write(launch));
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException("The worker could not be started: " + e.getMessage(), e);
        }
    }

    /** Sends heartbeats from now on; without them the worker ends itself. */
    WorkerProcess withHeartbeat() {
        long pause = launch.heartbeatTimeout().toMillis() / HEARTBEATS_PER_TIMEOUT;
        heartbeat.scheduleWithFixedDelay(() -> send(new byte[0]), pause, pause, TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public WorkerMessage await(Consumer<TrainingProgress> listener) throws WorkerCrashException, InterruptedException {
        WorkerMessage last = null;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<WorkerMessage> message = WorkerProtocol.read(line, launch.mark());
                message.filter(step -> !step.isLast()).ifPresent(step -> listener.accept(step.progress()));
                last = message.filter(WorkerMessage::isLast).orElse(last);
                if (message.isEmpty() && !line.isBlank()) {
                    LOG.infof("A worker writes order=%s: %s", job.order(), line);
                }
            }
        } catch (IOException e) {
            LOG.debug("The pipe of a worker broke", e);
        }
        int exit = process.waitFor();
        if (last == null) {
            throw WorkerExitDiagnosis.of(
                    job.kind(), exit, command.memory(), launch.folder().resolve(WorkerCommand.CRASH_FILE));
        }
        return last;
    }

    @Override
    public void close() {
        heartbeat.shutdownNow();
        kill();
        process.onExit().join();
        TempFolder.delete(launch.folder());
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
