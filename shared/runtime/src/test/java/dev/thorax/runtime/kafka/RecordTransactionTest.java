package dev.thorax.runtime.kafka;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordTransactionTest {
    private static final String ID = "transactional.id";

    @Test
    void shouldFenceNoOtherTopicOfItsService() {
        Map<String, ?> channel = Map.of(ID, "thorax-training-1", "client.id", "decided");

        assertThat(RecordTransaction.settings(channel, "thorax.trainings"))
                .containsEntry(ID, "thorax-training-1-thorax.trainings-alone")
                .doesNotContainKey("client.id");
        assertThat(RecordTransaction.settings(channel, "thorax.promotions"))
                .containsEntry(ID, "thorax-training-1-thorax.promotions-alone");
    }
}
