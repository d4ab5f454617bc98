package dev.thorax.runtime.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.TopicReader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SlotFollowerTest {
    private static final TopicPartition MODELS = new TopicPartition(Topics.MODELS, 0);

    private final MockConsumer<String, byte[]> broker = new MockConsumer<>("earliest");
    private final CompletableFuture<List<SlotChange>> first = new CompletableFuture<>();

    @Test
    void shouldGiveAllPromotionsUpToTheEndTogetherAndInOrder() throws Exception {
        TopicReader reader = reader(4);
        add(0, Slot.PRODUCTION, Json.write(promoted("v1")));
        add(1, Slot.PRODUCTION, "not JSON".getBytes(UTF_8));
        add(2, Slot.PRODUCTION, Json.write(promoted("v2")));
        add(3, Slot.CANDIDATE, null);

        try (SlotFollower follower = new SlotFollower(() -> reader, first::complete)) {
            assertThat(follower.caughtUp()).isFalse();
            follower.start();

            assertThat(first.get(60, TimeUnit.SECONDS))
                    .containsExactly(
                            new SlotChange("production", promoted("v1")),
                            new SlotChange("production", promoted("v2")),
                            new SlotChange("candidate", null));
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldGoOnAfterAnyFailureToRead(Throwable failure) throws Exception {
        TopicReader reader = reader(1);
        add(0, Slot.PRODUCTION, Json.write(promoted("v1")));
        AtomicInteger opened = new AtomicInteger();

        try (SlotFollower follower = new SlotFollower(
                () -> opened.getAndIncrement() == 0 ? SlotFollowerTest.<TopicReader>fail(failure) : reader,
                first::complete)) {
            assertThat(follower.isAlive()).isTrue();
            follower.start();

            assertThat(first.get(60, TimeUnit.SECONDS)).hasSize(1);
            assertThat(follower.isAlive()).isTrue();
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(new KafkaException("no broker"), new IllegalStateException("a bug"), new StackOverflowError());
    }

    @Test
    void shouldLeaveOutAPromotionThatItsListenerCannotTake() throws Exception {
        TopicReader reader = reader(3);
        add(0, Slot.PRODUCTION, Json.write(promoted("v1")));
        add(1, Slot.PRODUCTION, Json.write(promoted("broken")));
        add(2, Slot.PRODUCTION, Json.write(promoted("v2")));
        CountDownLatch taken = new CountDownLatch(2);
        List<String> versions = new CopyOnWriteArrayList<>();

        try (SlotFollower follower = new SlotFollower(() -> reader, changes -> {
            if (changes.stream()
                    .anyMatch(change -> "broken".equals(change.promoted().version()))) {
                throw new IllegalArgumentException("cannot be taken");
            }
            changes.forEach(change -> versions.add(change.promoted().version()));
            taken.countDown();
        })) {
            follower.start();

            assertThat(taken.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(versions).containsExactly("v1", "v2");
        }
    }

    @Test
    void shouldGiveTheNewestOfEachSlotIfThereAreMany() throws Exception {
        int candidates = SlotFollower.MOST + 50;
        TopicReader reader = reader(candidates + 1);
        add(0, Slot.PRODUCTION, Json.write(promoted("v1")));
        for (int i = 1; i <= candidates; i++) {
            add(i, Slot.CANDIDATE, Json.write(promoted("candidate", "c" + i)));
        }

        try (SlotFollower follower = new SlotFollower(() -> reader, first::complete)) {
            follower.start();

            assertThat(first.get(60, TimeUnit.SECONDS))
                    .hasSize(SlotFollower.MOST + 1)
                    .startsWith(new SlotChange("production", promoted("v1")))
                    .endsWith(new SlotChange("candidate", promoted("candidate", "c" + candidates)));
        }
    }

    @Test
    void shouldNotBeAliveAfterItsEnd() {
        SlotFollower follower = new SlotFollower(() -> reader(0), first::complete).start();

        follower.close();

        assertThat(follower.isAlive()).isFalse();
    }

    private static <T> T fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private TopicReader reader(long end) {
        Node[] none = {};
        broker.updatePartitions(Topics.MODELS, List.of(new PartitionInfo(Topics.MODELS, 0, null, none, none)));
        broker.updateBeginningOffsets(Map.of(MODELS, 0L));
        broker.updateEndOffsets(Map.of(MODELS, end));
        return new TopicReader(broker, List.of(Topics.MODELS));
    }

    private void add(long offset, Slot slot, byte[] value) {
        broker.addRecord(new ConsumerRecord<>(Topics.MODELS, 0, offset, slot.wireName(), value));
    }

    private static ModelPromoted promoted(String version) {
        return promoted("production", version);
    }

    private static ModelPromoted promoted(String slot, String version) {
        return new ModelPromoted(slot, "m", version, "digest", "ann", ModelPromoted.Basis.WORD, null, Instant.EPOCH);
    }
}
