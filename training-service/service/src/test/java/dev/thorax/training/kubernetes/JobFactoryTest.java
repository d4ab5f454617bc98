package dev.thorax.training.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.training.config.TrainingConfig;

import static org.assertj.core.api.Assertions.assertThat;

class JobFactoryTest {
    private static final JobKeys TRAINING = JobKeys.ofTraining("An.Id_that-people-chose-fold-2");
    private static final JobKeys COMPARISON = JobKeys.ofComparison("p-1", "0123456789abcdef");

    @Test
    void shouldDescribeTheWholeJobOfAWorker() throws IOException {
        Job job = job(
                TRAINING,
                Map.of(
                        "thorax.training.worker.memory", "2g",
                        "thorax.training.worker.options", "-Da=b,-Dc=d e",
                        "thorax.training.kubernetes.gpus", "1",
                        "thorax.training.kubernetes.node-selector", "pool=gpu,zone=a",
                        "thorax.training.kubernetes.tolerations", "nvidia.com/gpu:NoSchedule,dedicated=train",
                        "thorax.training.kubernetes.queue", "trainings",
                        "thorax.training.kubernetes.service-account", "worker",
                        "thorax.training.kubernetes.config-map", "recipes",
                        "thorax.training.kubernetes.keep", "2h"));
        for (EnvVar variable :
                job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv()) {
            if (variable.getName().equals("THORAX_WORKER_LAUNCH")) {
                variable.setValue("(launch)");
            }
        }

        JsonNode expected = new ObjectMapper().readTree(getClass().getResourceAsStream("/kubernetes/job.json"));
        assertThat(new ObjectMapper().readTree(Serialization.asJson(job))).isEqualTo(expected);
    }

    @Test
    void shouldGiveTheWorkerFoldersOfItsContainerAndNoSecret() {
        Job job = job(TRAINING, Map.of("thorax.training.kubernetes.cpu", "1500m"));

        WorkerLaunch launch = FakeCluster.launch(job);
        WorkerSettings settings = launch.settings();
        assertThat(launch.turn()).isEqualTo(3);
        assertThat(launch.heartbeatTimeout()).isNull();
        assertThat(launch.mark()).isEqualTo("mark ");
        assertThat(List.of(launch.folder(), settings.data(), settings.backbones()))
                .allSatisfy(folder -> assertThat(folder).startsWithRaw(Path.of("/tmp/thorax")));
        assertThat(settings.recipes()).isNull();
        assertThat(settings.threads()).isEqualTo(2);
        assertThat(settings.onnxThreads()).isEqualTo(2);
        assertThat(settings.store().bucket()).isEqualTo("thorax");
        assertThat(Serialization.asJson(job))
                .doesNotContain("the-access-key", "the-secret-key", "the-encryption-keys", "/home/control-plane");
    }

    @Test
    void shouldAskForNoEncryptionKeysIfThereAreNone() {
        WorkerSettings.Store store = Settings.worker().store();
        TrainingConfig config = Settings.config(Map.of());
        Job job = new JobFactory(
                        config.kubernetes(),
                        new ContainerFactory(
                                config,
                                Settings.DESCRIPTION,
                                Settings.worker(store.withKeys(store.accessKey(), store.secretKey(), null)),
                                Map.of()))
                .job(TRAINING, 1, "mark ");

        assertThat(Serialization.asJson(job))
                .contains("THORAX_STORAGE_SECRET_KEY")
                .doesNotContain("THORAX_STORAGE_ENCRYPTION_KEYS");
    }

    @Test
    void shouldGiveAComparisonNeitherGpusNorTheirNodes() {
        Map<String, String> gpus = Map.of(
                "thorax.training.kubernetes.gpus", "1",
                "thorax.training.kubernetes.node-selector", "pool=gpu",
                "thorax.training.kubernetes.tolerations", "gpu");

        assertThat(Serialization.asJson(job(COMPARISON, gpus)))
                .doesNotContain("nvidia.com", "pool", "tolerations\":[{");
        assertThat(Serialization.asJson(job(TRAINING, gpus))).contains("nvidia.com/gpu", "\"pool\"");
    }

    @Test
    void shouldNameAJobByNothingThatPeopleChose() {
        assertThat(JobFactory.name(TRAINING)).matches("thorax-training-[0-9a-f]{20}");
        assertThat(JobFactory.name(COMPARISON)).matches("thorax-comparison-[0-9a-f]{20}");
        assertThat(JobFactory.name(TRAINING))
                .isEqualTo(JobFactory.name(JobKeys.ofOrder(TRAINING.order())))
                .isNotEqualTo(JobFactory.name(JobKeys.ofTraining("An.Id_that-people-chose-fold-1")));
        Job job = job(TRAINING, Map.of());
        assertThat(job.getMetadata().toString() + job.getSpec().getTemplate().getMetadata())
                .doesNotContain("people");
    }

    @Test
    void shouldSayWhatTheConfigurationLacks() {
        assertThat(KubernetesWorkerLauncher.missing(Settings.config(Map.of()))).isEmpty();
        assertThat(KubernetesWorkerLauncher.missing(Settings.config(Map.of("thorax.training.kubernetes.image", ""))))
                .hasValueSatisfying(
                        missing -> assertThat(missing).startsWith("thorax.training.kubernetes.image is missing"));
        assertThat(KubernetesWorkerLauncher.missing(Settings.config(Map.of("thorax.training.recipes", "/recipes"))))
                .hasValueSatisfying(missing -> assertThat(missing).contains("thorax.training.kubernetes.config-map"));
    }

    private static Job job(JobKeys job, Map<String, String> settings) {
        TrainingConfig config = Settings.config(settings);
        return new JobFactory(
                        config.kubernetes(),
                        new ContainerFactory(
                                config, Settings.DESCRIPTION, Settings.worker(), Map.of("KMP_BLOCKTIME", "0")))
                .job(job, 3, "mark ");
    }
}
