package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker which offsets are committed, and moves consumers back to them. A question is repeated until the broker
 * answers, because the answer decides whether records are lost.
 */
final class CommittedOffsets {
    private final KafkaClientService clients;
    private final Duration pause;
    private final BooleanSupplier stopping;

    /**
     * Creates an instance for all channels.
     *
     * @param pause time before the first repetition; later ones come after up to five times as long
     * @param stopping whether nothing is repeated any more
     */
    CommittedOffsets(KafkaClientService clients, Duration pause, BooleanSupplier stopping) {
        this.clients = clients;
        this.pause = pause;
        this.stopping = stopping;
    }

    /** Fails with an {@link IllegalStateException} if the offsets of a batch are not committed. */
    Uni<Void> require(IncomingKafkaRecordBatchMetadata<?, ?> batch) {
        Map<TopicPartition, Long> next = new HashMap<>();
        batch.getOffsets().forEach((partition, last) -> next.put(partition, last.offset() + 1));
        return untilAnswered(Uni.createFrom().deferred(() -> clients.getConsumer(batch.getChannel())
                        .committed(next.keySet().toArray(TopicPartition[]::new))))
                .invoke(committed -> next.forEach((partition, offset) -> {
                    if (!hasReached(committed.get(partition), offset)) {
                        throw new IllegalStateException("The Kafka transaction was not committed");
                    }
                }))
                .replaceWithVoid();
    }

    /** Moves the consumer of {@code channel} back to the committed offsets. What it has read ahead comes again. */
    Uni<Void> restore(String channel) {
        return untilAnswered(Uni.createFrom().deferred(() -> {
            KafkaConsumer<?, ?> consumer = clients.getConsumer(channel);
            return consumer.resetToLastCommittedPositions().chain(() -> PauseRestorer.restore(consumer));
        }));
    }

    private <T> Uni<T> untilAnswered(Uni<T> call) {
        return call.onFailure(failure -> !stopping.getAsBoolean())
                .retry()
                .withBackOff(pause, pause.multipliedBy(5))
                .indefinitely();
    }

    private static boolean hasReached(OffsetAndMetadata committed, long next) {
        return committed != null && committed.offset() >= next;
    }
}
