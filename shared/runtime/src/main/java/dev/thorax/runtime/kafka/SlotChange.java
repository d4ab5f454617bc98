package dev.thorax.runtime.kafka;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;

/**
 * Describes one record of {@link dev.thorax.contracts.topic.Topics#MODELS}.
 *
 * @param slot {@code production} or {@code candidate}
 * @param promoted the version that serves there now, or null if the slot is empty now
 */
public record SlotChange(String slot, @Nullable ModelPromoted promoted) {
    private static final Logger LOG = Logger.getLogger(SlotChange.class);

    /** Reads {@code record}. Returns empty and logs the cause if it is unreadable. Production is never emptied. */
    public static Optional<SlotChange> of(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.ofNullable(record.key())
                    .filter(Slot.CANDIDATE::isNamed)
                    .map(slot -> new SlotChange(slot, null));
        }
        try {
            ModelPromoted promoted = Json.read(record.value(), ModelPromoted.class);
            return Optional.ofNullable(promoted.slot()).map(slot -> new SlotChange(slot, promoted));
        } catch (Json.UnreadableEventException e) {
            UnreadableRecords.count(record.topic());
            LOG.errorf(
                    "Ignored an unreadable promotion topic=%s partition=%d offset=%d cause=\"%s\"",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns whether this changes {@code slot}. */
    public boolean isOf(Slot slot) {
        return slot.isNamed(this.slot);
    }
}
