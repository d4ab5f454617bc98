package dev.thorax.servers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs one packaged Thorax service. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(10);
    // Else OpenCV writes a line of its own about each damaged file, beside the rejection that says it better.
    private static final Map<String, String> ENVIRONMENT = Map.of("OPENCV_LOG_LEVEL", "SILENT");

    private static final String MANAGEMENT_PORT = "quarkus.management.port";

    private final URI url;
    private final URI management;
    private final ChildJvm jvm;

    private ServiceProcess(URI url, URI management, ChildJvm jvm) {
        this.url = url;
        this.management = management;
        this.jvm = jvm;
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
            HttpURLConnection connection = (HttpURLConnection)
                    management.resolve("/q/health/ready").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
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

    /** Ends it by SIGKILL. */
    public void kill() {
        jvm.kill();
    }

    /** Ends it by SIGTERM, and waits for the end. */
    public void stop() {
        jvm.close();
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
