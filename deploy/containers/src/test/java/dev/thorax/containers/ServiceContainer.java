package dev.thorax.containers;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;

import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceProcess;

import static org.awaitility.Awaitility.await;

/** Runs a service in its image, held as in a cluster ({@link Restrictions}). It has started when it is ready. */
final class ServiceContainer extends GenericContainer<ServiceContainer> {
    /** The health check of the images. Podman does not say what it is, and ContainerFilesTest compares it. */
    static final String HEALTH_CHECK = "/opt/thorax/bin/healthy";

    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int STOP_SECONDS = 60;
    private static final double NANOS = 1e9;

    private final ContainerStack stack;
    private final String name;
    private final Map<String, String> extra;
    private URI url;
    private URI management;

    ServiceContainer(ContainerStack stack, String name, Map<String, String> extra) {
        super(Images.name(name));
        this.stack = stack;
        this.name = name;
        this.extra = Map.copyOf(extra);
    }

    @Override
    protected void configure() {
        // Not before: another process could take them.
        url = local();
        management = local();
        Map<String, String> settings = new TreeMap<>(extra);
        settings.putAll(address("quarkus.http", url));
        settings.putAll(address("quarkus.management", management));
        MountedConfig config = stack.configure(Images.jar(name), name, settings);
        withEnv(config.environment());
        withCreateContainerCmdModifier(command -> {
            Restrictions.apply(command);
            command.getHostConfig()
                    .withBinds(new Bind(
                            config.folder().toString(), new Volume(MountedConfig.IN_THE_CONTAINER), AccessMode.ro));
        });
    }

    /** Waits until the service is ready, and prints how long that took. */
    @Override
    protected void waitUntilContainerStarted() {
        long begin = System.nanoTime();
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> isReady() || !isRunning());
        } finally {
            if (!isReady()) {
                System.out.println(getLogs());
            }
        }
        if (!isReady()) {
            throw new IllegalStateException(name + " ended before it was ready.");
        }
        System.out.printf("%s was ready after %.1f s.%n", name, (System.nanoTime() - begin) / NANOS);
    }

    URI url() {
        return url;
    }

    boolean isReady() {
        return ServiceProcess.isReady(management);
    }

    /** Runs a command in it. Throws an {@link IllegalStateException} if it fails. */
    String run(String... command) throws IOException, InterruptedException {
        Container.ExecResult result = execInContainer(command);
        if (result.getExitCode() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + result);
        }
        return result.getStdout();
    }

    /**
     * Runs the health check of the image, as an engine does that has a timer for it.
     *
     * @param env the variables that differ from those of the container, as NAME=VALUE
     */
    Container.ExecResult checkHealth(String... env) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env"));
        command.addAll(List.of(env));
        command.add(HEALTH_CHECK);
        return execInContainer(command.toArray(String[]::new));
    }

    /** Returns the libraries that lie in the folders that it can write. */
    String extracted() throws IOException, InterruptedException {
        return run("find", "/tmp", "/var/lib/thorax", "-name", "*.so*");
    }

    /** Starts it again after its end, and waits until it is ready. */
    void startAgain() {
        getDockerClient().startContainerCmd(getContainerId()).exec();
        waitUntilContainerStarted();
    }

    /** Ends it by SIGTERM, and returns its exit status. SIGKILL follows after a minute. */
    long end() {
        getDockerClient()
                .stopContainerCmd(getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        return exitStatus();
    }

    /** Ends it by SIGKILL, and returns its exit status. */
    long kill() {
        getDockerClient().killContainerCmd(getContainerId()).withSignal("KILL").exec();
        await().atMost(PATIENCE).until(() -> !isRunning());
        return exitStatus();
    }

    private long exitStatus() {
        return getCurrentContainerInfo().getState().getExitCodeLong();
    }

    private static URI local() {
        return URI.create("http://127.0.0.1:" + FreePorts.one());
    }

    private static Map<String, String> address(String prefix, URI address) {
        return Map.of(prefix + ".host", address.getHost(), prefix + ".port", Integer.toString(address.getPort()));
    }
}
