package dev.thorax.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs one packaged Thorax service. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(10);
    // Else OpenCV writes a line of its own about each damaged file, beside the rejection that says it better.
    private static final Map<String, String> ENVIRONMENT = Map.of("OPENCV_LOG_LEVEL", "SILENT");

    /** Lines of metrics in a report: what the batches wait for, what the consumers have not read, and when they last asked. */
    private static final Pattern REPORTED_METRICS = Pattern.compile(
            "(?m)^(thorax_batch_|kafka_consumer_fetch_manager_records_lag\\{|kafka_consumer_last_poll_seconds_ago\\{).*");

    private static final Set<ServiceProcess> RUNNING = ConcurrentHashMap.newKeySet();

    private static final String MANAGEMENT_PORT = "quarkus.management.port";

    private final URI url;
    private final URI management;
    private final ChildJvm jvm;

    private ServiceProcess(URI url, URI management, ChildJvm jvm) {
        this.url = url;
        this.management = management;
        this.jvm = jvm;
        RUNNING.add(this);
    }

    /** Returns the services that were launched and neither stopped nor killed. One that ended by itself is among them. */
    static List<ServiceProcess> running() {
        return RUNNING.stream()
                .sorted(Comparator.comparing(service -> service.log().toString()))
                .toList();
    }

    /**
     * Starts a service without waiting for it.
     *
     * @param name for messages and files
     * @param jar its {@code quarkus-run.jar}
     * @param port its HTTP port
     * @param folder where its configuration, readable by the owner only, its log and its temporary files go
     * @param jvmOptions after {@link ServiceOptions#common()}, e.g. {@code -Xmx256m}
     * @param settings its configuration. Without {@code quarkus.management.port} it takes a free port for that
     */
    public static ServiceProcess launch(
            String name, Path jar, int port, Path folder, List<String> jvmOptions, Map<String, String> settings) {
        Path config = folder.resolve(name + ".properties").toAbsolutePath();
        String management = settings.getOrDefault(MANAGEMENT_PORT, Integer.toString(FreePorts.one()));
        write(config, settings, Map.of("quarkus.http.port", Integer.toString(port), MANAGEMENT_PORT, management));
        List<String> arguments = new ArrayList<>(ServiceOptions.common());
        arguments.addAll(jvmOptions);
        arguments.addAll(List.of(
                "-Djava.io.tmpdir=" + EmptyFolder.emptied(config.resolveSibling(name + ".tmp")),
                "-Dquarkus.config.locations=" + location(config),
                "-jar",
                jar.toString()));
        ChildJvm jvm =
                ChildJvm.start(name, folder.resolve(name + ".log"), ClassArchive.of(jar), arguments, ENVIRONMENT);
        return new ServiceProcess(local(Integer.toString(port)), local(management), jvm);
    }

    /** Waits until the service is ready. */
    public ServiceProcess awaitReady() {
        jvm.awaitReady(this::isReady, START);
        return this;
    }

    /** Returns whether the service is ready. */
    public boolean isReady() {
        return isReady(management);
    }

    /** Returns whether {@code GET /q/health/ready} of the management port at {@code management} answers 200. */
    public static boolean isReady(URI management) {
        try {
            return connect(management, "/q/health/ready").getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpURLConnection connect(URI management, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) management.resolve(path).toURL().openConnection();
        connection.setConnectTimeout(1000);
        connection.setReadTimeout(5000);
        return connection;
    }

    /** Returns the address of its HTTP server. */
    public URI url() {
        return url;
    }

    /** Returns the address of its management port, which serves {@code /q/health} and {@code /q/metrics}. */
    public URI management() {
        return management;
    }

    /** Returns the file to which its output goes. */
    public Path log() {
        return jvm.log();
    }

    public ChildJvm jvm() {
        return jvm;
    }

    /** Returns how the service is, for the message of a failed test: its health, what it consumes, the errors and the end of its log. */
    String report() {
        String log = "The errors of its log " + log() + ":\n" + jvm.errors() + "\nIt ends:\n" + jvm.tail();
        if (!jvm.isAlive()) {
            return management + " has ended. " + log;
        }
        String metrics = REPORTED_METRICS
                .matcher(answer("/q/metrics"))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        return management + " runs. Its health is " + answer("/q/health").replaceAll("\\s+", " ") + "\n" + metrics
                + "\n" + log;
    }

    private String answer(String path) {
        try {
            HttpURLConnection connection = connect(management, path);
            InputStream body =
                    connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
            return body == null ? "empty" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "not answered: " + e.getMessage();
        }
    }

    /** Ends it by SIGKILL. */
    public void kill() {
        jvm.kill();
        RUNNING.remove(this);
    }

    /** Ends it by SIGTERM, and waits for the end. */
    public void stop() {
        jvm.close();
        RUNNING.remove(this);
    }

    @Override
    public void close() {
        stop();
    }

    /** Returns a file in the form of {@code quarkus.config.locations}: a URI, in a list that commas separate. */
    static String location(Path file) {
        return file.toUri().toString().replace(",", "%2C");
    }

    private static URI local(String port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static void write(Path config, Map<String, String> settings, Map<String, String> ports) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(ports);
        OwnerFile.write(config, all);
    }
}
