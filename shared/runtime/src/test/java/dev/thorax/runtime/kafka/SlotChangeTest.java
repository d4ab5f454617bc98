package dev.thorax.runtime.kafka;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

class SlotChangeTest {
    @ParameterizedTest
    @CsvSource({"production, production", "candidate, candidate"})
    void shouldTakeAPromotionUnderItsSlot(String key, String slot) {
        assertThat(read(key, Json.write(promoted(slot)))).contains(new SlotChange(slot, promoted(slot)));
    }

    @ParameterizedTest
    @CsvSource({"candidate, production", "production, candidate", ", production", "other, other", "production,"})
    void shouldIgnoreAPromotionUnderAnotherKeyOrToAnotherSlot(String key, String slot) {
        assertThat(read(key, Json.write(promoted(slot)))).isEmpty();
    }

    @Test
    void shouldIgnoreAPromotionThatIsTooLarge() {
        byte[] json = Json.write(promoted("production"));
        byte[] padded = new byte[SlotChange.MAX_BYTES + 1];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(json, 0, padded, 0, json.length);

        assertThat(read("production", padded)).isEmpty();
        assertThat(read("production", Arrays.copyOf(padded, SlotChange.MAX_BYTES)))
                .isPresent();
    }

    private static Optional<SlotChange> read(String key, byte[] value) {
        return SlotChange.of(new ConsumerRecord<>(Topics.MODELS, 0, 0, key, value));
    }

    private static ModelPromoted promoted(String slot) {
        return new ModelPromoted(slot, "m", "v", "digest", "Ada", ModelPromoted.Basis.WORD, null, Instant.EPOCH);
    }
}
