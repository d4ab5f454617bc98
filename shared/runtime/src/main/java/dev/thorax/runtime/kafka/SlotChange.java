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
    /** A promotion has less than a kilobyte; readers keep many. */
    static final int MAX_BYTES = 64 << 10;

    /**
     * Reads {@code record}. Returns empty and logs the cause if it is unreadable, too large, or names another slot than its
     * key: compaction would remove the promotions of that one. Production is never emptied.
     */
    public static Optional<SlotChange> of(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.ofNullable(record.key())
                    .filter(Slot.CANDIDATE::isNamed)
                    .map(slot -> new SlotChange(slot, null));
        }
        if (record.value().length > MAX_BYTES) {
            return ignored(record, "It is larger than 64 KiB.");
        }
        try {
            ModelPromoted promoted = Json.read(record.value(), ModelPromoted.class);
            return Slot.of(promoted.slot()).isPresent() && promoted.slot().equals(record.key())
                    ? Optional.of(new SlotChange(promoted.slot(), promoted))
                    : ignored(record, "Its key is not the slot that it names.");
        } catch (Json.UnreadableEventException e) {
            return ignored(record, e.getMessage());
        }
    }

    private static Optional<SlotChange> ignored(ConsumerRecord<String, byte[]> record, String cause) {
        UnreadableRecords.count(record.topic());
        LOG.errorf(
                "Ignored an unreadable promotion topic=%s partition=%d offset=%d cause=\"%s\"",
                record.topic(), record.partition(), record.offset(), cause);
        return Optional.empty();
    }

    /** Returns whether this changes {@code slot}. */
    public boolean isOf(Slot slot) {
        return slot.isNamed(this.slot);
    }
}
