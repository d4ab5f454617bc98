package dev.thorax.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs {@code build} with a fake of an engine, which keeps what it is given. */
class BuildIT {
    private static final Path WORKER = Images.PROJECT.resolve("training-service/worker/target/worker");

    @TempDir
    private Path folder;

    private Path given;

    @BeforeEach
    void makeEngine() throws Exception {
        given = folder.resolve("given");
        Path engine = Files.createDirectory(folder.resolve("bin")).resolve("docker");
        Files.writeString(
                engine,
                """
                #!/bin/sh
                [ "$1" = build ] || exit 0
                for context; do :; done
                mv "$context" "%s"
                mkdir "$context"
                """
                        .formatted(given));
        assertThat(engine.toFile().setExecutable(true)).isTrue();
    }

    /** The service of a cluster starts its workers elsewhere, and does not start without this file. */
    @Test
    void shouldTellTheControlPlaneWhatWorkersCanDoWithoutTheirLibraries() throws Exception {
        build("training-service");

        Path worker = given.resolve("program/worker");
        assertThat(worker.resolve("describe.json")).hasSameBinaryContentAs(WORKER.resolve("describe.json"));
        assertThat(worker.resolve("lib")).doesNotExist();
        assertThat(given.resolve("worker")).doesNotExist();
    }

    @Test
    void shouldGiveTheControlPlaneOfOneMachineTheWholeWorker() throws Exception {
        build("training-service-with-worker");

        assertThat(given.resolve("worker/describe.json")).exists();
        assertThat(given.resolve("worker/lib")).isNotEmptyDirectory();
        assertThat(given.resolve("jvm/service.options"))
                .content()
                .contains("-Dthorax.training.worker.home=/opt/thorax/worker");
    }

    private void build(String image) throws Exception {
        Script script = new Script(folder, Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH")));
        Script.Result result = script.run("build", "--engine", "docker", image);
        assertThat(result.status()).as(result.output()).isZero();
    }
}
