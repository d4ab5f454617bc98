package dev.thorax.training.promotion;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.runtime.trace.BatchTraces;
import dev.thorax.runtime.trace.Tracing;
import dev.thorax.storage.StoreUnavailableException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PromotionsConsumerTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.PROMOTIONS, 0);

    private final PromotionTestBed bed = new PromotionTestBed();
    private final PromotionsConsumer consumer = new PromotionsConsumer(
            new PromotionRequestHandler(bed.decider, new SimpleMeterRegistry(), bed.clock),
            null,
            null,
            new BatchTraces(Tracing.off()));

    @AfterEach
    void stop() throws InterruptedException {
        consumer.stop(null);
    }

    @Test
    void shouldAnswerEachRequestInItsOrderEvenIfOneBeforeItIsBroken() {
        bed.version("v1", 0.2);

        List<Message<byte[]>> answers = consumer.answer(records(
                "{".getBytes(UTF_8),
                new byte[0],
                Json.write(bed.approved(PromotionTestBed.request("p-1", "production", "v1", "Ada", "It is good.")))));

        assertThat(answers).hasSize(3);
        assertThat(declined(answers.get(0)).promotionId()).isEqualTo("thorax.promotions-0-0");
        assertThat(declined(answers.get(1)).promotionId()).isEqualTo("thorax.promotions-0-1");
        assertThat(Json.read(answers.get(2).getPayload(), ModelPromoted.class).version())
                .isEqualTo("v1");
    }

    @Test
    void shouldAnswerNothingIfTheStoreGoesAwayWithinABatch() {
        bed.version("v1", 0.2);
        ConsumerRecords<String, byte[]> records = records(
                "{".getBytes(UTF_8), Json.write(PromotionTestBed.request("p-1", "production", "v1", null, null)));
        bed.store.failNext(1);

        assertThatThrownBy(() -> consumer.answer(records)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldSetARequestAsideUnderItsPlaceWithTheReason() {
        AtomicBoolean asked = new AtomicBoolean();
        bed.store.beforeEachCall(call -> asked.set(true));
        ConsumerRecord<String, byte[]> request = new ConsumerRecord<>(Topics.PROMOTIONS, 0, 7, null, null);

        List<Message<byte[]>> answers = consumer.setAside(request, "It cannot be decided.");

        assertThat(answers).hasSize(1);
        assertThat(declined(answers.get(0)).promotionId()).isEqualTo("thorax.promotions-0-7");
        assertThat(declined(answers.get(0)).reason()).isEqualTo("It cannot be decided.");
        assertThat(asked).isFalse();
    }

    private static PromotionDeclined declined(Message<byte[]> answer) {
        return Json.read(answer.getPayload(), PromotionDeclined.class);
    }

    private static ConsumerRecords<String, byte[]> records(byte[]... values) {
        List<ConsumerRecord<String, byte[]>> records = Arrays.stream(values)
                .map(value -> new ConsumerRecord<>(
                        Topics.PROMOTIONS, 0, Arrays.asList(values).indexOf(value), "production", value))
                .toList();
        return new ConsumerRecords<>(Map.of(PARTITION, records), Map.of());
    }
}
