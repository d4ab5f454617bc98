package dev.thorax.training.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.contracts.worker.WorkerEnvironment;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.training.config.TrainingConfig;
import dev.thorax.training.run.RunningWorker;
import dev.thorax.training.run.WorkerLauncher;
import dev.thorax.training.run.WorkerUnavailableException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Starts workers as Jobs of the cluster. The name of a Job follows from its job, so the API server itself lets a job have one
 * worker at a time, and each replica finds it. Workers outlive the control plane.
 */
public final class KubernetesWorkerLauncher implements WorkerLauncher {
    private static final Logger LOG = Logger.getLogger(KubernetesWorkerLauncher.class);
    /** Time between two looks. */
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** Looks at the end of an earlier worker, before the job is postponed. */
    private static final int MOST_LOOKS = 30;
    /** Leases that a worker has time for to begin. */
    private static final int LEASES_TO_BEGIN = 4;

    private final Cluster cluster;
    private final TrainingConfig config;
    private final JobFactory jobs;
    private final Clock clock;
    private final Duration pause;

    /**
     * Starts workers as Jobs.
     *
     * @param client gives the client of the cluster; it is asked for when the first worker is started
     * @param settings the settings of a local worker
     * @param environment variables of a local worker, beside those of its description
     */
    public KubernetesWorkerLauncher(
            Supplier<KubernetesClient> client,
            TrainingConfig config,
            WorkerDescription worker,
            WorkerSettings settings,
            Map<String, String> environment,
            Clock clock) {
        this(client, config, worker, settings, environment, clock, PAUSE);
    }

    /** @param pause time between two looks */
    KubernetesWorkerLauncher(
            Supplier<KubernetesClient> client,
            TrainingConfig config,
            WorkerDescription worker,
            WorkerSettings settings,
            Map<String, String> environment,
            Clock clock,
            Duration pause) {
        this.cluster = new Cluster(client);
        this.config = config;
        this.jobs = new JobFactory(config.kubernetes(), new ContainerFactory(config, worker, settings, environment));
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Returns what is missing in the configuration, as a sentence.
     *
     * @return empty if nothing is
     */
    public static Optional<String> missing(TrainingConfig config) {
        if (config.kubernetes().image().isEmpty()) {
            return Optional.of(
                    "thorax.training.kubernetes.image is missing; set it to the image of the training worker.");
        }
        return config.recipes().isPresent() && config.kubernetes().configMap().isEmpty()
                ? Optional.of("thorax.training.recipes is a folder that workers in the cluster do not have; set"
                        + " thorax.training.kubernetes.config-map to a config map with the same files.")
                : Optional.empty();
    }

    @Override
    public RunningWorker start(JobKeys job, int turn) {
        String mark = UUID.randomUUID() + " ";
        Job wanted = jobs.job(job, turn, mark);
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Optional<Job> created = cluster.create(wanted);
            if (created.isPresent()) {
                LOG.infof(
                        "A worker starts order=%s turn=%d job=%s",
                        job.order(), turn, wanted.getMetadata().getName());
                return worker(job, created.get(), mark);
            }
            Optional<RunningWorker> own = clear(job, turn);
            if (own.isPresent()) {
                return own.get();
            }
            sleep(job);
        }
        throw unavailable(
                job,
                "is still ending after " + MOST_LOOKS + " looks; it is waited for. If its node is gone, delete"
                        + " the node or the pod in the cluster");
    }

    /**
     * Makes room for the Job of {@code turn}.
     *
     * @return the worker if the Job that is there is the one of this turn, whose creation was not heard of
     */
    private Optional<RunningWorker> clear(JobKeys job, int turn) {
        Optional<JobState> there = cluster.find(JobFactory.name(job));
        if (there.isEmpty() || there.get().isDeleted()) {
            return Optional.empty();
        }
        JobState state = there.get();
        if (state.turn() > turn) {
            throw unavailable(job, "belongs to a later turn of another replica, which has the " + job.kind());
        }
        if (state.turn() == turn && !state.isEnded()) {
            return follow(job, state);
        }
        cluster.delete(JobFactory.name(job));
        return Optional.empty();
    }

    @Override
    public Optional<RunningWorker> adopt(JobKeys job, int turn) {
        return cluster.find(JobFactory.name(job))
                .filter(state -> !state.isDeleted())
                .flatMap(state -> follow(job, state));
    }

    /** A worker without a lease that has run for long is stuck, and is replaced. */
    @Override
    public Optional<RunningWorker> findWaiting(JobKeys job) {
        return cluster.find(JobFactory.name(job))
                .filter(state -> !state.isDeleted() && !state.isEnded())
                .filter(state -> state.runsSince()
                        .filter(begun -> begun.plus(config.lease().multipliedBy(LEASES_TO_BEGIN))
                                .isBefore(clock.instant()))
                        .isEmpty())
                .flatMap(state -> follow(job, state));
    }

    @Override
    public boolean isTied() {
        return false;
    }

    /** Returns the worker of a Job that this or another replica made; empty if somebody else made it. */
    private Optional<RunningWorker> follow(JobKeys job, JobState state) {
        return state.job().getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> WorkerEnvironment.LAUNCH.equals(variable.getName()))
                .map(EnvVar::getValue)
                .map(launch ->
                        Json.read(launch.getBytes(UTF_8), WorkerLaunch.class).mark())
                .findFirst()
                .map(mark -> worker(job, state.job(), mark));
    }

    private RunningWorker worker(JobKeys job, Job made, String mark) {
        return new JobWorker(cluster, new PodDiagnosis(job.kind(), config), made, mark, pause);
    }

    private void sleep(JobKeys job) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(job, "is waited for no longer, as the service stops");
        }
    }

    private static WorkerUnavailableException unavailable(JobKeys job, String what) {
        return new WorkerUnavailableException(
                "The Job " + JobFactory.name(job) + " of the " + job.kind() + " " + what + ".", null);
    }
}
