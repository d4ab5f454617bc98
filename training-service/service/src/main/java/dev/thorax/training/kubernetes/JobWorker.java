package dev.thorax.training.kubernetes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.training.run.RunningWorker;
import dev.thorax.training.run.WorkerCrashException;
import dev.thorax.training.run.WorkerUnavailableException;

/**
 * Worker as a Job of the cluster. It is looked at again and again, until it has ended. While the API server does not answer, the
 * worker works on, and so this waits.
 */
final class JobWorker implements RunningWorker {
    private static final Logger LOG = Logger.getLogger(JobWorker.class);
    /** Looks at a worker that gave its last message, or at its log, before what is missing is done without. */
    private static final int MORE_LOOKS = 15;

    private final Cluster cluster;
    private final PodDiagnosis diagnosis;
    private final String name;
    private final String uid;
    private final String mark;
    private final Duration pause;
    private final CountDownLatch killed = new CountDownLatch(1);
    private String trouble = "";
    private int moreLooks;
    private volatile boolean ended;

    /**
     * Follows the worker of a Job.
     *
     * @param job the Job as the cluster has it
     * @param mark begins each line of its messages
     * @param pause between two looks
     */
    JobWorker(Cluster cluster, PodDiagnosis diagnosis, Job job, String mark, Duration pause) {
        this.cluster = cluster;
        this.diagnosis = diagnosis;
        this.name = job.getMetadata().getName();
        this.uid = job.getMetadata().getUid();
        this.mark = mark;
        this.pause = pause;
    }

    @Override
    public WorkerMessage await(Consumer<TrainingProgress> listener) throws WorkerCrashException, InterruptedException {
        WorkerLog log = new WorkerLog(cluster, mark, listener);
        do {
            Optional<WorkerMessage> end = look(log);
            if (end.isPresent()) {
                return end.get();
            }
        } while (!killed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        throw WorkerCrashException.interruption("The " + diagnosis.kind() + " was stopped.");
    }

    private Optional<WorkerMessage> look(WorkerLog log) throws WorkerCrashException {
        Optional<JobState> state;
        try {
            state = own();
        } catch (WorkerUnavailableException e) {
            report(e.getMessage());
            return Optional.empty();
        }
        return state.isPresent()
                ? look(state.get(), log)
                : Optional.of(log.end().orElseThrow(this::gone));
    }

    private Optional<WorkerMessage> look(JobState state, WorkerLog log) throws WorkerCrashException {
        boolean whole = log.read(state.pods());
        if (state.isEnded()) {
            ended = true;
            return whole || isTired()
                    ? Optional.of(log.end().orElseThrow(() -> diagnosis.crash(state, crash(state))))
                    : Optional.empty();
        }
        if (log.end().isPresent()) {
            return isTired() ? log.end() : Optional.empty();
        }
        report(waiting(state));
        return diagnosis.stuck(state).map(WorkerMessage::unable);
    }

    /** Returns what the JVM of the worker wrote about its crash. Each line begins with this sign. */
    private String crash(JobState state) {
        try {
            return state.newest().stream()
                    .flatMap(pod -> cluster.lines(pod.getMetadata().getName(), null, "#").stream())
                    .collect(Collectors.joining("\n"));
        } catch (WorkerUnavailableException e) {
            return "";
        }
    }

    private boolean isTired() {
        moreLooks++;
        return moreLooks > MORE_LOOKS;
    }

    private static String waiting(JobState state) {
        if (Boolean.TRUE.equals(state.job().getSpec().getSuspend())) {
            return "Its queue has not let it begin.";
        }
        if (state.newest().isEmpty()) {
            return state.pods().isEmpty() ? "It has no pod yet." : "Its node went away; it begins again elsewhere.";
        }
        return JobState.conditions(state.newest().get())
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> "It has no node: " + condition.getMessage())
                .findFirst()
                .orElse("");
    }

    private void report(String sentence) {
        if (!sentence.equals(trouble) && !sentence.isEmpty()) {
            LOG.warnf("A worker is waited for job=%s cause=\"%s\"", name, sentence);
        }
        trouble = sentence;
    }

    /** Returns the Job unless it is gone, or another one has its name. */
    private Optional<JobState> own() {
        return cluster.find(name)
                .filter(state -> uid.equals(state.job().getMetadata().getUid()));
    }

    private WorkerCrashException gone() {
        return new WorkerCrashException(
                "The Job " + name + " of the " + diagnosis.kind()
                        + " was deleted in the cluster; to end a training, cancel it instead.",
                true);
    }

    /** Ends the waiting for it. Closing it deletes the Job. */
    @Override
    public void kill() {
        killed.countDown();
    }

    /** Deletes the Job if it has not ended. An ended one stays for its log, until the cluster deletes it. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        try {
            if (own().isPresent()) {
                cluster.delete(name);
            }
        } catch (WorkerUnavailableException e) {
            LOG.warnf(
                    "A worker's Job is not deleted; the worker ends by itself when it loses its lease job=%s cause=\"%s\"",
                    name, e.getMessage());
        }
    }
}
