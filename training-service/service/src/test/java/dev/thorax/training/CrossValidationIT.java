package dev.thorax.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
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
import dev.thorax.kafka.KafkaClients;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Cross-validations whose folds two replicas share. */
class CrossValidationIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int FOLDS = 3;
    private static final int PARTITIONS = 8;
    private static final String GROUP = "thorax-training";
    private static final String RECIPE =
            """
            name: NAME
            input: {height: SIDE, width: SIDE, interpolation: AREA}
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
    private static ServiceProcess first;
    private static ServiceProcess second;

    @BeforeAll
    static void start() throws IOException {
        recipe("short", 12, 3);
        recipe("long", 12, 40);
        recipe("endless", 64, 1000);
        backing = TestStack.start(folder);
        place = new TrainingTestBed(backing);
        place.phantoms("phantoms");
        first = place.service(settings("first"));
        second = place.service(settings("second"));
    }

    @AfterAll
    static void stop() throws Exception {
        first.close();
        second.close();
        backing.close();
    }

    @Test
    void shouldScoreEveryScanOnceAndMakeOneVersion() throws Exception {
        byte[] accepted = TrainingTestBed.post(
                        first,
                        "/trainings",
                        "{\"dataset\":\"phantoms\",\"recipe\":\"short\",\"folds\":3,\"slot\":\"none\"}")
                .body();
        String id = Json.mapper().readTree(accepted).get("trainingId").asText();

        TrainingProgress done = place.last(id);

        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
        assertThat(done.message()).contains("40 held-out scans of 40 patients");
        byte[] json = backing.store().get(StorageKeys.bundleFile("short", id, Manifest.MANIFEST));
        Manifest manifest = Json.read(json, Manifest.class);
        assertThat(manifest.files()).containsKeys(Manifest.MODEL, Manifest.GRADCAM, "report.html");
        assertThat(manifest.limits()).isNotNull();
        assertThat(manifest.evaluation()).containsKey("gate");
        assertThat(manifest.files().keySet()).anyMatch(file -> file.endsWith(".png"));
        JsonNode evaluation = Json.mapper().valueToTree(manifest.evaluation());
        assertThat(evaluation.get("folds").asInt()).isEqualTo(FOLDS);
        assertThat(evaluation.at("/audit/margin").isNumber()).isTrue();
        assertThat(manifest.data().split().get("test")).hasSizeLessThan(40);
        awaitLastingKeys(id);
        String page = new String(
                TrainingTestBed.get(first, "/models/short/" + id + "/report.html")
                        .body(),
                UTF_8);
        assertThat(page).contains("3 folds");
    }

    @Test
    void shouldShareFoldsAmongReplicasTrainNoneTwiceAndSayTheSameWhenItIsAskedForAgain() throws Exception {
        String id = sharedId("shared-", 2);
        request(id, "phantoms", "short");

        TrainingProgress done = place.last(id);
        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);

        for (int fold = 1; fold <= FOLDS; fold++) {
            assertThat(place.last(id + ".fold-" + fold).state()).isEqualTo(State.DONE);
            assertThat(place.progress(id + ".fold-" + fold))
                    .filteredOn(event -> event.message().startsWith("Training on"))
                    .hasSize(1);
        }
        assertThat(folds(first, id)).isPositive();
        assertThat(folds(second, id)).isPositive();
        assertThat(folds(first, id) + folds(second, id)).isEqualTo(FOLDS);
        assertThat(place.promoted(id)).hasSize(1);
        assertTheSameAgain(id, done);
    }

    private static void assertTheSameAgain(String id, TrainingProgress done) {
        request(id, "phantoms", "short");
        place.request(id + ".other", "nothing", "short");

        await().atMost(LONG)
                .until(() -> place.progress(id).stream()
                                .filter(event -> event.state().isFinal())
                                .count()
                        == 2);
        assertThat(place.progress(id))
                .filteredOn(event -> event.state().isFinal())
                .extracting(TrainingProgress::message)
                .containsOnly(done.message());
        assertThat(place.promoted(id)).hasSize(1);
        awaitLastingKeys(id);
    }

    @Test
    void shouldGoOnWhenAReplicaDiesWhileItTrainsAFold() throws Exception {
        try (ServiceProcess third = place.service(settings("third"))) {
            String id = sharedId("orphaned-", 3);
            request(id, "phantoms", "long");
            await().atMost(LONG).until(() -> folds(third, id) > 0);
            third.kill();

            TrainingProgress done = place.last(id);

            assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
            assertThat(place.promoted(id)).hasSize(1);
        }
    }

    @Test
    void shouldEndFoldsThatRunAndWaitWhenTheWholeIsCancelled() throws Exception {
        request("unwanted", "phantoms", "endless");
        await().atMost(LONG).until(() -> folds("unwanted").anyMatch(event -> event.epoch() > 0));

        assertThat(TrainingTestBed.post(second, "/trainings/unwanted/cancel", "{\"why\":\"wrong data\"}")
                        .statusCode())
                .isEqualTo(202);

        TrainingProgress cancelled = place.last("unwanted");
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.message()).isEqualTo("The training was cancelled by test-operator: wrong data.");
        for (int fold = 1; fold <= FOLDS; fold++) {
            assertThat(place.last("unwanted.fold-" + fold).state()).isEqualTo(State.CANCELLED);
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(kept("unwanted"))
                .doesNotContain(StorageKeys.training("unwanted", "folds.json"))
                .noneMatch(key -> key.contains("/fold-")));
    }

    @Test
    void shouldEndTheWholeWhenAFoldFails() {
        for (int i = 0; i < 8; i++) {
            place.store("tiny", i % 2 == 0 ? "A" : "B", "tiny-" + i, "p" + i / 4, 9);
        }
        request("too-small", "tiny", "short");

        TrainingProgress failed = place.last("too-small");

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.message()).matches("Fold [123]: Class A of data set tiny has 2 patients.*");
        for (int fold = 1; fold <= FOLDS; fold++) {
            assertThat(place.last("too-small.fold-" + fold).state()).isIn(State.FAILED, State.CANCELLED);
        }
    }

    @Test
    void shouldRefuseFoldsThatItHasNotOrdered() {
        fold("invented.fold-2", FOLDS, 2);
        fold("misnamed", FOLDS, 2);
        place.request("plain.fold-1", "phantoms", "short");

        assertThat(place.last("invented.fold-2").message()).startsWith("There is no cross-validation invented");
        assertThat(place.last("misnamed").message()).startsWith("The service orders the folds");
        assertThat(place.last("plain.fold-1").message()).startsWith("Ids that end in .fold-N");
        assertThat(first.isReady()).isTrue();
        assertThat(second.isReady()).isTrue();
    }

    private static void request(String id, String dataset, String recipe) {
        TrainingRequested request = new TrainingRequested(
                id,
                dataset,
                recipe,
                null,
                Slot.PRODUCTION.wireName(),
                1L,
                Instant.EPOCH,
                "the test",
                "A first version",
                FOLDS,
                null,
                null);
        place.approve(request);
        backing.produce(Topics.TRAININGS, id, Json.write(request), Map.of());
    }

    private static void fold(String id, int folds, int fold) {
        TrainingRequested request = new TrainingRequested(
                id, "phantoms", "short", null, null, 1L, Instant.EPOCH, null, null, folds, fold, null);
        backing.produce(Topics.TRAININGS, id, Json.write(request), Map.of());
    }

    /** An id whose folds lie in partitions of every replica. */
    private static String sharedId(String prefix, int replicas) {
        Collection<Set<Integer>> shares = shares(replicas);
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> prefix + i)
                .filter(id -> shares.stream().allMatch(share -> IntStream.rangeClosed(1, FOLDS)
                        .anyMatch(fold -> share.contains(partition(id + ".fold-" + fold)))))
                .findFirst()
                .orElseThrow();
    }

    private static int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % PARTITIONS;
    }

    /** Which partitions each of {@code replicas} has, once all of them have some. */
    private static Collection<Set<Integer>> shares(int replicas) {
        try (Admin admin = KafkaClients.admin(backing.superUser())) {
            return await().atMost(LONG)
                    .until(
                            () -> admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP).members().stream()
                                    .map(member -> member.assignment().topicPartitions().stream()
                                            .map(TopicPartition::partition)
                                            .collect(Collectors.toSet()))
                                    .filter(partitions -> !partitions.isEmpty())
                                    .toList(),
                            shares -> shares.size() == replicas
                                    && shares.stream().mapToInt(Set::size).sum() == PARTITIONS);
        }
    }

    private static long folds(ServiceProcess replica, String id) throws IOException {
        return Files.readString(replica.log(), UTF_8)
                .lines()
                .filter(line -> line.contains("trainingId=" + id + ".fold-") && line.contains("\"Training on"))
                .count();
    }

    private static Stream<TrainingProgress> folds(String id) {
        return IntStream.rangeClosed(1, FOLDS).boxed().flatMap(fold -> place.progress(id + ".fold-" + fold).stream());
    }

    /** The lease goes after the last event. */
    private static void awaitLastingKeys(String id) {
        await().atMost(LONG).untilAsserted(() -> assertThat(kept(id)).containsOnly(TrainingTestBed.lastingKeys(id)));
    }

    private static List<String> kept(String id) {
        return backing.store().list("trainings/" + id + "/");
    }

    private static Map<String, String> settings(String instance) {
        return Map.of(
                "thorax.instance",
                instance,
                "thorax.training.lease",
                "6s",
                "thorax.training.worker.memory",
                "512m",
                "thorax.training.recipes",
                folder.toString());
    }

    private static void recipe(String name, int side, int epochs) throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                RECIPE.replace("NAME", name)
                        .replace("SIDE", Integer.toString(side))
                        .replace("EPOCHS", Integer.toString(epochs)));
    }
}
