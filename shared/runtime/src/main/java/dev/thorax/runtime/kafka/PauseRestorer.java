package dev.thorax.runtime.kafka;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;

/**
 * Stops a consumer again that a return to the committed offsets has set going by mistake.
 *
 * <p>SmallRye 4.33 pauses its consumer if its queue is full, and resumes it if the queue is empty. Its
 * {@code resetToLastCommittedPositions} resumes Kafka's consumer but not its own state. With the next records in the queue
 * it then takes a consumer that runs for a paused one, and the queue grows until the memory ends.
 */
final class PauseRestorer {
    private static final Field PAUSED = field();

    private PauseRestorer() {}

    /** Pauses Kafka's consumer if SmallRye takes it for paused. SmallRye resumes it as soon as its queue is empty. */
    static Uni<Void> restore(KafkaConsumer<?, ?> consumer) {
        // On this thread SmallRye itself pauses and resumes, so that its state cannot change meanwhile.
        return consumer.runOnPollingThread(kafka -> {
            if (isTakenForPaused(consumer)) {
                kafka.pause(kafka.assignment());
            }
        });
    }

    private static boolean isTakenForPaused(KafkaConsumer<?, ?> consumer) {
        try {
            return ((AtomicBoolean) PAUSED.get(consumer)).get();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The state of SmallRye's consumer cannot be read", e);
        }
    }

    private static Field field() {
        try {
            Field field = ReactiveKafkaConsumer.class.getDeclaredField("paused");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "SmallRye's consumer has no field 'paused' any more; look whether this class is still needed", e);
        }
    }
}
