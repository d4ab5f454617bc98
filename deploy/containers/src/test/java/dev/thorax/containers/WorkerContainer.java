package dev.thorax.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/**
 * Runs a worker in its image to its end, held as in a cluster ({@link Restrictions}). Its {@code /tmp}, all that a pod can write,
 * is a folder of this machine, so that what it wrote can be seen after its end.
 */
final class WorkerContainer extends GenericContainer<WorkerContainer> {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Path written;

    WorkerContainer(Map<String, String> environment, Path written) {
        super(Images.name("training-worker"));
        this.written = written;
        withEnv(environment);
        withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE));
    }

    /** Runs it with these arguments, and returns its standard output. Throws if it fails. */
    String run(String... arguments) throws IOException {
        Files.setAttribute(Files.createDirectories(written), "unix:uid", Restrictions.UID);
        withCommand(arguments);
        withCreateContainerCmdModifier(command -> {
            Restrictions.apply(command);
            command.getHostConfig()
                    .withTmpFs(Map.of())
                    .withBinds(new Bind(written.toAbsolutePath().toString(), new Volume("/tmp")));
        });
        start();
        return getLogs(OutputFrame.OutputType.STDOUT);
    }

    /** Returns the names of all that it left. */
    List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(written)) {
            return files.map(file -> written.relativize(file).toString())
                    .filter(file -> !file.isEmpty())
                    .toList();
        }
    }
}
