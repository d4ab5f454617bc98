package dev.thorax.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Recipes with a backbone: with the weights of ImageNet where they are, from scratch where they are not. */
class HybridIT {
    private static final Path WEIGHTS = Path.of(System.getProperty("thorax.shared.data"), "backbones");
    private static final String FILE = "mobilenet_7_5_224_tf_no_top.h5";
    private static final String FOREST =
            """
            name: forest
            input: {height: 96, width: 96, interpolation: AREA}
            channels: 3
            backbone: {network: mobilenet-0.75}
            layers:
              - {globalPool: {pooling: average}, name: average, from: [conv_pw_13_relu]}
            classifier: {forest: {trees: 50}}
            classWeights: NONE
            """;
    /** The built-in recipe at a fifth of its work. */
    private static final String HYBRID =
            """
            name: hybrid
            input: {height: 96, width: 96, interpolation: AREA}
            channels: 3
            backbone: {network: mobilenet-0.75}
            layers:
              - {globalPool: {pooling: average}, name: average, from: [conv_pw_13_relu]}
              - {globalPool: {pooling: max}, name: max, from: [conv_pw_13_relu]}
              - {concat: {}, name: pools, from: [average, max]}
            classifier: {svm: {cost: 0.0001}}
            enrich: {class: COVID-19, filters: [powerLaw0.4, mean]}
            classWeights: NONE
            """;

    private static final String SMALL =
            """
            name: small
            input: {height: 64, width: 64, interpolation: AREA}
            channels: 3
            backbone: {network: mobilenet-0.25}
            layers:
              - globalPool: {pooling: average}
            learningRate: 0.001
            batch: 16
            epochs: 1
            classWeights: NONE
            checkpoint: LAST
            """;

    @TempDir
    private static Path folder;

    private static TestStack backing;
    private static TrainingTestBed place;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws IOException {
        Path recipes = Files.createDirectory(folder.resolve("recipes"));
        Files.writeString(recipes.resolve("forest.yaml"), FOREST);
        Files.writeString(recipes.resolve("hybrid.yaml"), HYBRID);
        Files.writeString(recipes.resolve("small.yaml"), SMALL);
        backing = TestStack.start(folder);
        place = new TrainingTestBed(backing);
        for (int i = 0; i < 24; i++) {
            boolean covid = i % 2 == 0;
            place.store("phantoms", covid ? "COVID-19" : "NORMAL", "s" + i, "p" + i / 2, covid ? 180 : 60);
        }
        service = place.service(Map.of(
                "thorax.training.recipes", recipes.toString(),
                "thorax.training.backbones",
                        (Files.isDirectory(WEIGHTS) ? WEIGHTS : folder.resolve("backbones")).toString(),
                "thorax.training.download-backbones", "false"));
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        backing.close();
    }

    @Test
    void shouldFitAClassifierToFeaturesAndPromoteIt() {
        assumeWeights();

        place.request("hybrid-1", "phantoms", "hybrid");

        TrainingProgress done = place.last("hybrid-1");
        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
        assertThat(place.progress("hybrid-1"))
                .extracting(TrainingProgress::message)
                .anyMatch(message -> message.startsWith("Fitting the classifier to the features of "));
        assertThat(place.promoted("hybrid-1")).hasSize(1);
        assertThat(manifest("hybrid", "hybrid-1").files())
                .containsKeys(Manifest.MODEL, Manifest.GRADCAM, "report.html");
        assertThat(manifest("hybrid", "hybrid-1").limits()).isNotNull();
    }

    @Test
    void shouldScoreAForestAndSayWhyItIsNotPromoted() {
        assumeWeights();

        place.request("forest-1", "phantoms", "forest");

        TrainingProgress done = place.last("forest-1");
        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
        assertThat(done.message()).contains("held-out scans");
        assertThat(place.declined("forest-1").reason())
                .contains("It was trained to be scored only and has no model.onnx: a random forest has no gradient");
        assertThat(place.promotions("forest-1")).isEmpty();
        assertThat(manifest("forest", "forest-1").files())
                .containsKey("report.html")
                .doesNotContainKeys(Manifest.MODEL, Manifest.GRADCAM);
        assertThat(manifest("forest", "forest-1").gate().none()).isEqualTo("The version has no model.onnx.");
    }

    @Test
    void shouldOfferToTrainFromScratchWhereWeightsAreMissingAndDoSo() {
        place.request("without-weights", "phantoms", "small");
        TrainingRequested request = new TrainingRequested(
                "from-scratch", "phantoms", "small", null, null, 1L, Instant.EPOCH, null, null, null, null, true);
        backing.produce(Topics.TRAININGS, "from-scratch", Json.write(request), Map.of());

        TrainingProgress failed = place.last("without-weights");
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.message())
                .startsWith("The ImageNet weights of the backbone mobilenet-0.25 are not here; put mobilenet_")
                .endsWith("or ask for a training from scratch (\"fromScratch\": true).");
        TrainingProgress done = place.last("from-scratch");
        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
        Manifest manifest = manifest("small", "from-scratch");
        assertThat(manifest.files()).containsKey(Manifest.MODEL);
        assertThat(manifest.evaluation()).containsEntry("fromScratch", true);
    }

    @Test
    void shouldRefuseAClassifierOnRandomFeatures() {
        TrainingRequested request = new TrainingRequested(
                "blind",
                "phantoms",
                "forest",
                null,
                Slot.PRODUCTION.wireName(),
                1L,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                true);
        backing.produce(Topics.TRAININGS, "blind", Json.write(request), Map.of());

        assertThat(place.last("blind").message())
                .endsWith("random weights see nothing; ask for it without fromScratch.");
    }

    private static void assumeWeights() {
        assumeTrue(Files.exists(WEIGHTS.resolve(FILE)), "The weights " + FILE + " of Keras are not in " + WEIGHTS);
    }

    private static Manifest manifest(String model, String version) {
        byte[] json = backing.store().get(StorageKeys.bundleFile(model, version, Manifest.MANIFEST));
        return Json.read(json, Manifest.class);
    }
}
