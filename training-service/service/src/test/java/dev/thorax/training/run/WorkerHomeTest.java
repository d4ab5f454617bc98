package dev.thorax.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.WorkerDescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkerHomeTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatAWorkerCanDo() throws IOException {
        WorkerDescription description =
                new WorkerDescription("a.Main", List.of("torch"), List.of("cnn4"), Map.of("A", "1"));
        Files.createDirectory(folder.resolve(WorkerDescription.LIBRARIES));
        Files.write(folder.resolve(WorkerDescription.FILE), Json.write(description));

        WorkerHome home = WorkerHome.open(Optional.of(folder), true);
        ProcessBuilder process = new WorkerCommand(home, "512m", List.of("-Da=b"), Map.of("B", "2"))
                .process(folder, "runs/trainings/t.json");

        assertThat(home.description()).isEqualTo(description);
        assertThat(process.command()).contains("-Xmx512m", "-Da=b").endsWith("a.Main", "runs/trainings/t.json");
        assertThat(process.environment())
                .containsEntry("CLASSPATH", folder.toAbsolutePath() + "/lib/*")
                .containsEntry("A", "1")
                .containsEntry("B", "2");
    }

    @Test
    void shouldDoWithoutTheJarsOfAWorkerThatRunsElsewhere() throws IOException {
        WorkerDescription description = new WorkerDescription("a.Main", List.of("torch"), List.of("cnn4"), Map.of());
        Files.write(folder.resolve(WorkerDescription.FILE), Json.write(description));

        assertThat(WorkerHome.open(Optional.of(folder), false).description()).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THORAX_TRAINING_SIGNING_KEY",
                "thorax.training.signing-key",
                "THORAX_STORAGE_SECRET_KEY",
                "KAFKA_SASL_JAAS_CONFIG",
                "QUARKUS_OIDC_CREDENTIALS_SECRET",
                "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SASL_JAAS_CONFIG"
            })
    void shouldKeepTheSecretsOfTheServiceFromTheWorker(String variable) {
        assertThat(WorkerCommand.configuresServices(variable)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "HOME", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "OMP_NUM_THREADS", "TZ"})
    void shouldGiveTheWorkerTheRestOfTheEnvironment(String variable) {
        assertThat(WorkerCommand.configuresServices(variable)).isFalse();
    }

    @Test
    void shouldExplainWhatToDoWithoutAWorker() {
        assertThatThrownBy(() -> WorkerHome.open(Optional.of(folder), true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The training worker is not in " + folder.toAbsolutePath())
                .hasMessageContaining("set thorax.training.worker.home to its folder");
    }
}
