package dev.thorax.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.training.kubernetes.ChildKubelet;
import dev.thorax.training.kubernetes.FakeCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged service whose workers are Jobs. What their pods say runs as child processes of this test. */
class ClusterTrainingIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String RECIPE =
            """
            name: NAME
            input: {height: 12, width: 12, interpolation: AREA}
            channels: 1
            layers:
              - conv: {filters: 4, kernel: 3, activation: relu}
              - flatten: {}
            learningRate: 0.01
            batch: 8
            epochs: EPOCHS
            classWeights: BALANCED
            checkpoint: LOWEST_LOSS
            """;

    @TempDir
    private static Path folder;

    private static TestStack backing;
    private static TrainingTestBed place;
    private static FakeCluster cluster;
    private static ChildKubelet kubelet;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws IOException {
        Path recipes = Files.createDirectory(folder.resolve("recipes"));
        recipe(recipes, "some", 400);
        recipe(recipes, "endless", 1000);
        backing = TestStack.start(folder);
        place = new TrainingTestBed(backing);
        place.phantoms("phantoms");
        cluster = new FakeCluster();
        kubelet = new ChildKubelet(
                cluster,
                Files.createDirectory(folder.resolve("pods")),
                Map.of("thorax-training-worker", secret()),
                Map.of("recipes", recipes));
        service = place.service(settings(recipes));
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        kubelet.close();
        cluster.close();
        backing.close();
    }

    @Test
    void shouldTrainInAPodThatIsDrainedWhileTheControlPlaneRestarts() throws Exception {
        int before = kubelet.pods();
        place.request("in-a-pod", "phantoms", "some");
        place.awaitEpoch("in-a-pod", 3);
        assertThat(Serialization.asJson(cluster.job(JobKeys.ofTraining("in-a-pod"))))
                .doesNotContain(backing.s3().secretKey(), backing.settings().get("thorax.storage.encryption.keys"));

        kubelet.drain();
        int moved = last("in-a-pod").epoch();
        place.awaitEpoch("in-a-pod", moved + 2);
        service.stop();
        service = place.service(settings(folder.resolve("recipes")));

        TrainingProgress end = place.last("in-a-pod");
        assertThat(end.state()).as(end.message()).isEqualTo(State.DONE);
        assertThat(kubelet.pods()).isEqualTo(before + 2);
        assertThat(place.progress("in-a-pod"))
                .noneMatch(step -> String.valueOf(step.message()).contains("begun once more"));
        // The second pod continued from the checkpoint.
        assertThat(place.progress("in-a-pod").stream()
                        .filter(step -> step.epoch() == 1)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldEndThePodOfACancelledTraining() throws Exception {
        place.request("unwanted", "phantoms", "endless");
        place.awaitEpoch("unwanted", 2);

        TrainingTestBed.post(service, "/trainings/unwanted/cancel", "{\"why\":\"It takes too long\"}");

        assertThat(place.last("unwanted").state()).isEqualTo(State.CANCELLED);
        await().atMost(LONG).until(() -> kubelet.containers() == 0);
        await().atMost(LONG).until(() -> cluster.job(JobKeys.ofTraining("unwanted")) == null);
    }

    private static TrainingProgress last(String id) {
        List<TrainingProgress> all = place.progress(id);
        return all.get(all.size() - 1);
    }

    /** Returns the secret as an operator makes it: the keys of the store, under the names of the services' variables. */
    private static Map<String, String> secret() {
        return Map.of(
                "THORAX_STORAGE_ACCESS_KEY", backing.s3().accessKey(),
                "THORAX_STORAGE_SECRET_KEY", backing.s3().secretKey(),
                "THORAX_STORAGE_ENCRYPTION_KEYS", backing.settings().get("thorax.storage.encryption.keys"));
    }

    private static Map<String, String> settings(Path recipes) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("thorax.instance", "training-0");
        settings.put("thorax.training.launcher", "kubernetes");
        settings.put("thorax.training.kubernetes.image", "registry.test/thorax/training-worker:1");
        settings.put("thorax.training.kubernetes.cpu", "1");
        settings.put("thorax.training.kubernetes.config-map", "recipes");
        settings.put("thorax.training.recipes", recipes.toString());
        settings.put("thorax.training.engine", "dl4j");
        settings.put("thorax.training.lease", "6s");
        settings.put("thorax.training.checkpoint-pause", "0s");
        settings.put("thorax.training.worker.memory", "512m");
        settings.put("thorax.training.worker.options", "-XX:+UseSerialGC,-XX:TieredStopAtLevel=1");
        settings.put("quarkus.kubernetes-client.api-server-url", cluster.url());
        settings.put("quarkus.kubernetes-client.namespace", "thorax");
        return settings;
    }

    private static void recipe(Path recipes, String name, int epochs) throws IOException {
        Files.writeString(
                recipes.resolve(name + ".yaml"),
                RECIPE.replace("NAME", name).replace("EPOCHS", Integer.toString(epochs)));
    }
}
