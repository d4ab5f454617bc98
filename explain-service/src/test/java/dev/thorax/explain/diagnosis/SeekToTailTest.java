package dev.thorax.explain.diagnosis;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.thorax.explain.ExplainFixture;

import static org.assertj.core.api.Assertions.assertThat;

class SeekToTailTest {
    private static final TopicPartition LONG = new TopicPartition("thorax.diagnoses", 0);
    private static final TopicPartition SHORT = new TopicPartition("thorax.diagnoses", 1);

    @Test
    void shouldSeekFarEnoughBackForTheListAndNotBeforeTheBeginning() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("latest");
        consumer.assign(List.of(LONG, SHORT));
        consumer.updateBeginningOffsets(Map.of(LONG, 10L, SHORT, 40L));
        consumer.updateEndOffsets(Map.of(LONG, 100L, SHORT, 43L));

        new SeekToTail(ExplainFixture.config()).onPartitionsAssigned(consumer, List.of(LONG, SHORT));

        assertThat(consumer.position(LONG)).isEqualTo(94);
        assertThat(consumer.position(SHORT)).isEqualTo(40);
    }
}
