package dev.thorax.training.event;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.training.progress.ProgressLog;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A broker that never answers; what one confirms is tested with a real one. */
class KafkaEventPublisherTest {
    private static final List<Message<byte[]>> RECORDS =
            List.of(ProgressLog.record(TrainingProgress.of("t-1", "cnn4", State.DONE, "It is done.", Instant.EPOCH)));

    private final KafkaEventPublisher publisher = new KafkaEventPublisher(
            Map.of("bootstrap.servers", "127.0.0.1:9", "security.protocol", "PLAINTEXT", "max.block.ms", "50"),
            new Instance("first"));

    @Test
    void shouldReportEachTimeThatEventsAreNotConfirmed() {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> publisher.publish(RECORDS))
                    .isInstanceOf(EventPublishingException.class)
                    .hasMessageStartingWith("Kafka did not confirm the events: ")
                    .hasCauseInstanceOf(KafkaException.class);
        }
    }

    @Test
    void shouldNotAskTheBrokerIfThereIsNothingToPublish() {
        assertThatCode(() -> publisher.publish(List.of())).doesNotThrowAnyException();
    }

    private record Instance(String instance) implements ServiceConfig {
        @Override
        public Explain explain() {
            return () -> URI.create("http://127.0.0.1:9");
        }
    }
}
