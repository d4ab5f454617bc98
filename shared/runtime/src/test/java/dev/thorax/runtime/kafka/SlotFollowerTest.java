package dev.thorax.runtime.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

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
        return new ModelPromoted(
                "production", "m", version, "digest", "ann", ModelPromoted.Basis.WORD, null, Instant.EPOCH);
    }
}
