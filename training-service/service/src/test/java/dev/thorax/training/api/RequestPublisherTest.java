package dev.thorax.training.api;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestPublisherTest {
    private static final TrainingCancelled EVENT = new TrainingCancelled("t-1", "Ada", "why", Instant.EPOCH);

    private final List<Message<?>> sent = new ArrayList<>();

    @Test
    void shouldSendAnEventToTheTopicOfItsType() {
        assertThat(publish(Uni.createFrom().voidItem())).isTrue();

        assertThat(sent).hasSize(1);
        OutgoingKafkaRecordMetadata<?> metadata =
                sent.get(0).getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        assertThat(metadata.getTopic()).isEqualTo(Topics.TRAININGS_CANCELLATIONS);
        assertThat(metadata.getKey()).isEqualTo("t-1");
        assertThat(Json.read((byte[]) sent.get(0).getPayload(), TrainingCancelled.class))
                .isEqualTo(EVENT);
    }

    @Test
    void shouldReportThatKafkaDoesNotHaveAnEvent() {
        assertThat(publish(Uni.createFrom().failure(new KafkaException("away"))))
                .isFalse();
        assertThat(publish(Uni.createFrom().failure(new TimeoutException()))).isFalse();
    }

    @Test
    void shouldNotHideAnErrorOfTheProgram() {
        assertThatThrownBy(() -> publish(Uni.createFrom().failure(new IllegalStateException("a bug"))))
                .isInstanceOf(IllegalStateException.class);
    }

    private boolean publish(Uni<Void> outcome) {
        @SuppressWarnings("unchecked")
        MutinyEmitter<byte[]> emitter = (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                RequestPublisherTest.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, called, arguments) -> {
                    sent.add((Message<?>) arguments[0]);
                    return outcome;
                });
        return new RequestPublisher(emitter).publish(EVENT, "t-1", "t-1:cancelled", EVENT.at());
    }
}
