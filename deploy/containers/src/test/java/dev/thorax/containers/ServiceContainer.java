package dev.thorax.containers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

import dev.thorax.servers.FreePorts;
import dev.thorax.servers.TestStack;

import static org.awaitility.Awaitility.await;

/**
 * Runs a service in its image, held as in a cluster: the root file system is read-only, all capabilities are dropped, no process can
 * gain privileges, and nothing in {@code /tmp} or in the folder of its data can be executed. It uses the network of this machine,
 * as broker and store listen on the loopback address only.
 */
final class ServiceContainer implements AutoCloseable {
    static final String USER = "10001:10001";

    private static final Path PROJECT = Path.of(System.getProperty("thorax.modules"));
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int STOP_SECONDS = 60;

    private final URI url;
    private final URI management;
    private final GenericContainer<?> container;

    private ServiceContainer(URI url, URI management, GenericContainer<?> container) {
        this.url = url;
        this.management = management;
        this.container = container;
    }

    /**
     * Starts a service without waiting for it.
     *
     * @param image name of the image, e.g. {@code ingest-service}
     * @param folder for the files of its configuration
     * @param extra settings beside those of the stack
     */
    static ServiceContainer launch(TestStack stack, String image, Path folder, Map<String, String> extra) {
        URI url = local();
        URI management = local();
        Map<String, String> settings = new TreeMap<>(stack.settings(jar(image.replace("-with-worker", ""))));
        settings.putAll(extra);
        settings.putAll(address("quarkus.http", url));
        settings.putAll(address("quarkus.management", management));
        MountedConfig config = MountedConfig.write(folder, settings);
        GenericContainer<?> container = new GenericContainer<>(name(image))
                .withEnv(config.environment())
                .withCreateContainerCmdModifier(command -> command.withUser(USER)
                        .withHostConfig(restricted(command.getHostConfig())
                                .withBinds(new Bind(
                                        config.folder().toString(),
                                        new Volume(MountedConfig.IN_THE_CONTAINER),
                                        AccessMode.ro))));
        container.start();
        return new ServiceContainer(url, management, container);
    }

    /** Returns the name of an image of this build. */
    static DockerImageName name(String image) {
        return DockerImageName.parse("localhost/thorax/" + image + ":" + System.getProperty("thorax.images.tag"));
    }

    /** Takes from a container what the pods of a cluster have not, either. */
    static HostConfig restricted(HostConfig config) {
        String writable = "rw,noexec,nosuid,nodev,mode=1777,size=";
        return config.withNetworkMode("host")
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withTmpFs(Map.of("/tmp", writable + "256m", "/var/lib/thorax", writable + "1g"));
    }

    /** Waits until the service is ready. */
    ServiceContainer awaitReady() {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> isReady() || !isRunning());
        } finally {
            if (!isReady()) {
                System.out.println(container.getLogs());
            }
        }
        return this;
    }

    URI url() {
        return url;
    }

    boolean isReady() {
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

    boolean isRunning() {
        return Boolean.TRUE.equals(
                engine().inspectContainerCmd(id()).exec().getState().getRunning());
    }

    /** Runs a command in it, and returns what it printed. */
    String run(String... command) throws IOException, InterruptedException {
        return container.execInContainer(command).getStdout();
    }

    /** Ends it by SIGTERM, and returns its exit status. SIGKILL follows after a minute. */
    long stop() {
        engine().stopContainerCmd(id()).withTimeout(STOP_SECONDS).exec();
        return exitStatus();
    }

    /** Ends it by SIGKILL, and returns its exit status. */
    long kill() {
        engine().killContainerCmd(id()).withSignal("KILL").exec();
        await().atMost(PATIENCE).until(() -> !isRunning());
        return exitStatus();
    }

    /** Removes the container. */
    @Override
    public void close() {
        container.stop();
    }

    private long exitStatus() {
        return engine().inspectContainerCmd(id()).exec().getState().getExitCodeLong();
    }

    private String id() {
        return container.getContainerId();
    }

    private static DockerClient engine() {
        return DockerClientFactory.instance().client();
    }

    private static URI local() {
        return URI.create("http://127.0.0.1:" + FreePorts.one());
    }

    private static Map<String, String> address(String prefix, URI address) {
        return Map.of(prefix + ".host", address.getHost(), prefix + ".port", Integer.toString(address.getPort()));
    }

    private static Path jar(String service) {
        Path module = service.startsWith("training") ? Path.of("training-service", "service") : Path.of(service);
        return PROJECT.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
