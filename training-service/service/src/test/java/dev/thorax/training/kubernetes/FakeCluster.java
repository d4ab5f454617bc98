package dev.thorax.training.kubernetes;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerEnvironment;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.training.config.TrainingConfig;
import dev.thorax.training.run.WorkerLauncher;

import static java.nio.charset.StandardCharsets.UTF_8;

/** API server over HTTP, with a test in the place of the controller of Jobs and of the kubelets. */
public final class FakeCluster implements AutoCloseable {
    /** The pause of the launchers of tests between two looks. */
    public static final Duration PAUSE = Duration.ofMillis(20);

    private static final Pattern LOG = Pattern.compile("/api/v1/namespaces/[^/]+/pods/([^/?]+)/log(\\?.*)?");
    private static final Pattern SINCE = Pattern.compile("sinceTime=([^&]+)");

    private record Line(Instant at, String text) {}

    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
    private final Map<String, List<Line>> logs = new ConcurrentHashMap<>();
    private final Map<String, Supplier<String>> outputs = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Function<RecordedRequest, Optional<MockResponse>> faults = request -> Optional.empty();

    public FakeCluster() {
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new Answers(), false);
        server.init(InetAddress.getLoopbackAddress(), 0);
        client = client(Duration.ofSeconds(60));
    }

    private final class Answers extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            Matcher log = LOG.matcher(request.getPath());
            requests.add(request.getMethod() + " " + request.getPath());
            return faults.apply(request)
                    .orElseGet(() -> log.matches() ? log(log.group(1), log.group(2)) : objects.dispatch(request));
        }
    }

    private MockResponse log(String pod, String query) {
        Matcher since = SINCE.matcher(query == null ? "" : query);
        Instant from = since.find() ? Instant.parse(URLDecoder.decode(since.group(1), UTF_8)) : Instant.MIN;
        if (outputs.containsKey(pod)) {
            return new MockResponse()
                    .setResponseCode(200)
                    .setBody(outputs.get(pod).get());
        }
        return new MockResponse()
                .setResponseCode(200)
                .setBody(logs.getOrDefault(pod, List.of()).stream()
                        .filter(line -> !line.at().isBefore(from))
                        .map(Line::text)
                        .collect(Collectors.joining()));
    }

    /** Returns the address of the API server. */
    public String url() {
        return server.url("/").replaceAll("/$", "");
    }

    /** Returns the requests so far, e.g. {@code GET /api/v1/…}. */
    public List<String> requests() {
        return requests;
    }

    /** Answers requests by {@code fault} from now on where it gives an answer. */
    public void fail(Function<RecordedRequest, Optional<MockResponse>> fault) {
        faults = fault;
    }

    /** Answers each request with an error from now on. */
    public void failWith(int code, String message) {
        fail(request -> Optional.of(error(code, message)));
    }

    /** Lets each request hang from now on. */
    public void hang() {
        fail(request -> Optional.of(new MockResponse().setBody("{}").setBodyDelay(1, TimeUnit.HOURS)));
    }

    public void recover() {
        fail(request -> Optional.empty());
    }

    static MockResponse error(int code, String message) {
        return new MockResponse()
                .setResponseCode(code)
                .setBody("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"" + message
                        + "\",\"code\":" + code + "}");
    }

    /** Returns a launcher that gives up a request after {@code timeout}. */
    public WorkerLauncher launcher(Duration timeout, Clock clock, Map<String, String> settings) {
        KubernetesClient own = client(timeout);
        TrainingConfig config = Settings.config(settings);
        return new KubernetesWorkerLauncher(
                () -> own, config, Settings.DESCRIPTION, Settings.worker(), Map.of(), clock, PAUSE);
    }

    private KubernetesClient client(Duration timeout) {
        return server.createClient(builder -> builder.editOrNewConfig()
                .withMasterUrl(url())
                .withNamespace("thorax")
                .withConnectionTimeout(Math.toIntExact(timeout.toMillis()))
                .withRequestTimeout(Math.toIntExact(timeout.toMillis()))
                .withRequestRetryBackoffLimit(0)
                .endConfig());
    }

    /** Returns the client of the test. */
    public KubernetesClient client() {
        return client;
    }

    /** Returns the Jobs that are there. */
    public List<Job> jobs() {
        return client.batch().v1().jobs().list().getItems();
    }

    /** Returns the Job of {@code job}; null if there is none. */
    public Job job(JobKeys job) {
        return client.batch().v1().jobs().withName(JobFactory.name(job)).get();
    }

    /** Starts a pod of a Job, as its controller and a kubelet do. Returns its name. */
    public String startPod(Job job) {
        return startPod(
                job,
                new ContainerStateBuilder()
                        .withNewRunning(Instant.now().toString())
                        .build());
    }

    String startPod(Job job, ContainerState state) {
        int count = client.pods().list().getItems().size();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(job.getMetadata().getName() + "-" + count)
                .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("batch/v1")
                        .withKind("Job")
                        .withController(true)
                        .withName(job.getMetadata().getName())
                        .withUid(job.getMetadata().getUid())
                        .build())
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .build();
        String name = client.pods().resource(pod).create().getMetadata().getName();
        state(name, state);
        return name;
    }

    /** Sets the state of the container of a pod. */
    public void state(String pod, ContainerState state) {
        edit(pod, old -> new PodBuilder(old)
                .editOrNewStatus()
                .withContainerStatuses()
                .addNewContainerStatus()
                .withName(ContainerFactory.NAME)
                .withState(state)
                .endContainerStatus()
                .endStatus()
                .build());
    }

    /** Ends the container of a pod. */
    public void endPod(String pod, int exit, String reason) {
        state(
                pod,
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(exit)
                        .withReason(reason)
                        .endTerminated()
                        .build());
    }

    /** Drains the node of a pod. */
    public void disrupt(String pod) {
        endPod(pod, 143, "Error");
        edit(pod, old -> new PodBuilder(old)
                .editStatus()
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build());
    }

    void edit(String pod, UnaryOperator<Pod> change) {
        client.pods().withName(pod).editStatus(change);
    }

    /** Writes a line of a worker to the log of its pod. */
    public void write(String pod, String line) {
        logs.computeIfAbsent(pod, name -> new CopyOnWriteArrayList<>()).add(new Line(Instant.now(), line));
    }

    /** Takes the whole log of a pod from {@code output} at each look. */
    public void logOf(String pod, Supplier<String> output) {
        outputs.put(pod, output);
    }

    /** Writes a message of the worker of {@code job} to the log of its pod. */
    public void send(String pod, Job job, WorkerMessage message) {
        write(pod, "\n" + launch(job).mark() + new String(Json.write(message), UTF_8) + "\n");
    }

    /** Returns what the worker of a Job reads at its start. */
    public static WorkerLaunch launch(Job job) {
        String launch = job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                .filter(variable -> variable.getName().equals(WorkerEnvironment.LAUNCH))
                .findFirst()
                .orElseThrow()
                .getValue();
        return Json.read(launch.getBytes(UTF_8), WorkerLaunch.class);
    }

    /** Ends a Job by a condition: {@code Complete} or {@code Failed}. */
    public void endJob(Job job, String condition) {
        client.batch().v1().jobs().withName(job.getMetadata().getName()).editStatus(old -> new JobBuilder(old)
                .editOrNewStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withReason("BackoffLimitExceeded")
                .endCondition()
                .endStatus()
                .build());
    }

    @Override
    public void close() {
        server.destroy();
    }
}
