package dev.thorax.training.kubernetes;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.fabric8.kubernetes.api.model.Pod;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.contracts.worker.WorkerProtocol;
import dev.thorax.training.run.WorkerUnavailableException;

/** Reads the messages of a worker from the logs of its pods, again and again, and passes each step on once. */
final class WorkerLog {
    private static final Logger LOG = Logger.getLogger(WorkerLog.class);

    private final Cluster cluster;
    private final String mark;
    private final Consumer<TrainingProgress> listener;
    private final Set<String> closed = new HashSet<>();
    private Instant newest;
    private WorkerMessage end;

    /**
     * Reads the messages of one worker.
     *
     * @param mark begins each line of a message
     * @param listener receives each step on the way
     */
    WorkerLog(Cluster cluster, String mark, Consumer<TrainingProgress> listener) {
        this.cluster = cluster;
        this.mark = mark;
        this.listener = listener;
    }

    /** Returns the last message of the worker, if it was read. */
    Optional<WorkerMessage> end() {
        return Optional.ofNullable(end);
    }

    /** Reads what is new. Returns false if a log could not be read. */
    boolean read(List<Pod> pods) {
        boolean whole = true;
        for (Pod pod : pods) {
            String uid = pod.getMetadata().getUid();
            boolean ended = JobState.container(pod)
                    .filter(state -> state.getTerminated() != null)
                    .isPresent();
            boolean runs = JobState.container(pod)
                    .filter(state -> state.getRunning() != null)
                    .isPresent();
            if ((runs || ended) && !closed.contains(uid)) {
                boolean read = read(pod.getMetadata().getName());
                whole &= read;
                if (read && ended) {
                    closed.add(uid);
                }
            }
        }
        return whole;
    }

    private boolean read(String pod) {
        List<String> lines;
        try {
            lines = cluster.lines(pod, newest, mark);
        } catch (WorkerUnavailableException e) {
            LOG.debugf("A worker's log is read later cause=\"%s\"", e.getMessage());
            return false;
        }
        for (String line : lines) {
            message(line).ifPresent(this::take);
        }
        return true;
    }

    /** The last line may be half a line, as the worker is writing it. It is read again. */
    private Optional<WorkerMessage> message(String line) {
        try {
            return WorkerProtocol.read(line, mark);
        } catch (Json.UnreadableEventException e) {
            return Optional.empty();
        }
    }

    private void take(WorkerMessage message) {
        if (message.isLast()) {
            end = message;
        } else if (newest == null || message.progress().at().isAfter(newest)) {
            listener.accept(message.progress());
            newest = message.progress().at();
        }
    }
}
