package dev.thorax.training.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jboss.logging.Logger;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Controller of Jobs and kubelet of a cluster: runs the container of each Job as a child process, with the arguments, the
 * environment and the folders of its pod and nothing else. In the place of the image are the Java of this process and the
 * packaged worker.
 */
public final class ChildKubelet implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ChildKubelet.class);
    private static final long LOOK_MILLIS = 100;

    private record Running(Job job, String pod, Process process) {}

    private final FakeCluster cluster;
    private final Path folder;
    private final Map<String, Map<String, String>> secrets;
    private final Map<String, Path> configMaps;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

    /**
     * Runs the Jobs of {@code cluster} from now on.
     *
     * @param folder for what pods write
     * @param secrets the values of each secret
     * @param configMaps folder with the files of each config map
     */
    public ChildKubelet(
            FakeCluster cluster, Path folder, Map<String, Map<String, String>> secrets, Map<String, Path> configMaps) {
        this.cluster = cluster;
        this.folder = folder;
        this.secrets = secrets;
        this.configMaps = configMaps;
        looks.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns how many pods have run or run. */
    public int pods() {
        return cluster.client().pods().list().getItems().size();
    }

    /** Returns how many containers run. */
    public int containers() {
        return (int)
                running.values().stream().filter(pod -> pod.process().isAlive()).count();
    }

    /** Drains the node of the only pod that runs: ends it as the cluster does, and lets another one begin. */
    public synchronized void drain() throws InterruptedException {
        Running pod = running.values().stream()
                .filter(each -> each.process().isAlive())
                .findFirst()
                .orElseThrow();
        cluster.disrupt(pod.pod());
        pod.process().destroy();
        pod.process().waitFor();
        running.remove(uid(pod.job()));
    }

    private synchronized void look() {
        try {
            List<Job> jobs = cluster.jobs();
            List<String> there = jobs.stream().map(ChildKubelet::uid).toList();
            running.values().stream()
                    .filter(pod -> !there.contains(uid(pod.job())))
                    .forEach(pod -> pod.process().destroy());
            for (Job job : jobs) {
                if (new JobState(job, List.of()).end().isEmpty()) {
                    look(job);
                }
            }
        } catch (IOException | KubernetesClientException e) {
            // A Job can be deleted while it is looked at. An exception would end the looks for good.
            LOG.warn("The cluster is looked at again", e);
        }
    }

    private void look(Job job) throws IOException {
        Running pod = running.get(uid(job));
        if (pod == null) {
            running.put(uid(job), start(job));
        } else if (!pod.process().isAlive()) {
            int exit = pod.process().exitValue();
            cluster.endPod(pod.pod(), exit, exit == 0 ? "Completed" : "Error");
            cluster.endJob(job, exit == 0 ? "Complete" : "Failed");
        }
    }

    private Running start(Job job) throws IOException {
        String pod = cluster.startPod(job);
        Path own = Files.createDirectories(folder.resolve(pod));
        PodSpec spec = job.getSpec().getTemplate().getSpec();
        Container container = spec.getContainers().get(0);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(container.getArgs());
        Path log = own.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(own.resolve("root")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("CLASSPATH", System.getProperty("thorax.training.worker.home") + "/lib/*");
        for (EnvVar variable : container.getEnv()) {
            builder.environment().put(variable.getName(), mounted(value(variable), spec, container, own));
        }
        Process process = builder.start();
        cluster.logOf(pod, () -> text(log));
        return new Running(job, pod, process);
    }

    private String value(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        SecretKeySelector key = variable.getValueFrom().getSecretKeyRef();
        return secrets.get(key.getName()).get(key.getKey());
    }

    /** Replaces the folders of mounts by those on this machine. */
    private String mounted(String value, PodSpec spec, Container container, Path own) throws IOException {
        String mounted = value;
        for (VolumeMount mount : container.getVolumeMounts()) {
            Volume volume = spec.getVolumes().stream()
                    .filter(each -> each.getName().equals(mount.getName()))
                    .findFirst()
                    .orElseThrow();
            Path source = volume.getEmptyDir() != null
                    ? Files.createDirectories(own.resolve(volume.getName()))
                    : configMaps.get(volume.getConfigMap().getName());
            mounted = Pattern.compile(Pattern.quote(mount.getMountPath()) + "(?=[/\"\\s]|$)")
                    .matcher(mounted)
                    .replaceAll(Matcher.quoteReplacement(source.toString()));
        }
        return mounted;
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uid(Job job) {
        return job.getMetadata().getUid();
    }

    @Override
    public void close() {
        looks.shutdownNow();
        running.values().forEach(pod -> pod.process().destroyForcibly());
    }
}
