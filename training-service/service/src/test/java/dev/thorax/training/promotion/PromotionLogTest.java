package dev.thorax.training.promotion;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.TopicReader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class PromotionLogTest {
    private static final TopicPartition MODELS = new TopicPartition(Topics.MODELS, 0);
    private static final String PRODUCTION = Slot.PRODUCTION.wireName();

    private final MockConsumer<String, byte[]> broker = new MockConsumer<>("earliest");
    private final PromotionLog log = new PromotionLog(() -> new TopicReader(broker, List.of(Topics.MODELS)));
    private long end;

    PromotionLogTest() {
        Node[] none = {};
        broker.updatePartitions(Topics.MODELS, List.of(new PartitionInfo(Topics.MODELS, 0, null, none, none)));
        broker.updateBeginningOffsets(Map.of(MODELS, 0L));
        broker.updateEndOffsets(Map.of(MODELS, 0L));
        log.history(PRODUCTION);
    }

    @Test
    void shouldKeepTheNewestPromotionsOfEachSlotOnly() {
        add(Slot.CANDIDATE, "c", "candidate");
        for (int i = 0; i < PromotionLog.MOST + 50; i++) {
            add(Slot.PRODUCTION, "v" + i, "id-" + i);
        }

        assertThat(log.history(PRODUCTION)).hasSize(PromotionLog.MOST);
        assertThat(log.last(PRODUCTION).orElseThrow().version()).isEqualTo("v" + (PromotionLog.MOST + 49));
        assertThat(log.last(Slot.CANDIDATE.wireName()).orElseThrow().version()).isEqualTo("c");
    }

    @Test
    void shouldKeepTheNewestIdsOnlyAndNoLongOne() {
        String tooLong = "x".repeat(PromotionLog.MAX_ID + 1);
        for (int i = 0; i <= PromotionLog.MOST_IDS; i++) {
            add(Slot.PRODUCTION, "v", "id-" + i);
        }
        add(Slot.PRODUCTION, "v", tooLong);

        assertThat(log.isPublished("id-0")).isFalse();
        assertThat(log.isPublished("id-1")).isTrue();
        assertThat(log.isPublished("id-" + PromotionLog.MOST_IDS)).isTrue();
        assertThat(log.isPublished(tooLong)).isFalse();
    }

    private void add(Slot slot, String version, String id) {
        ModelPromoted promoted = new ModelPromoted(
                slot.wireName(), "m", version, "digest", "Ada", ModelPromoted.Basis.WORD, null, Instant.EPOCH);
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(Topics.MODELS, 0, end++, slot.wireName(), Json.write(promoted));
        record.headers().add(CloudEventHeaders.ID, id.getBytes(UTF_8));
        broker.addRecord(record);
        broker.updateEndOffsets(Map.of(MODELS, end));
    }
}
