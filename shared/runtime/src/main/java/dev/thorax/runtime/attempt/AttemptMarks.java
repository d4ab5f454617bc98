package dev.thorax.runtime.attempt;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Keeps one mark for each partition in the object store, so that it is known to all replicas. It is written before the work
 * at a batch, and stays if the process ends. Every method throws {@link dev.thorax.storage.StoreUnavailableException} if the
 * store does not answer.
 */
@ApplicationScoped
public class AttemptMarks {
    private final ObjectStore store;
    private final String process;

    /** The partitions of this process. It writes no mark of another one. */
    private final Set<TopicPartition> owned = ConcurrentHashMap.newKeySet();

    /** Keeps the marks of this process in {@code store}. */
    @Inject
    public AttemptMarks(ObjectStore store) {
        this(store, UUID.randomUUID().toString());
    }

    /** Keeps the marks of the process that {@code process} identifies. */
    public AttemptMarks(ObjectStore store, String process) {
        this.store = store;
        this.process = process;
    }

    /**
     * Returns the mark of another process that ended before it answered all records that it names.
     *
     * @param position the offset of the first record that is not answered
     */
    public Optional<AttemptMark> leftAt(TopicPartition partition, long position) {
        return find(partition).filter(mark -> !mark.process().equals(process) && mark.from() >= position);
    }

    /** Takes a partition and notes that this process waits for its records. */
    public void waiting(TopicPartition partition, long position) {
        owned.add(partition);
        put(partition, new AttemptMark(process, position, Long.MAX_VALUE, 0, false));
    }

    /**
     * Notes that one record is alone in work.
     *
     * @param offset its offset
     * @param to offset of the last record that may be the cause of an end
     * @param ended number of processes that ended before at the record; at least 1
     * @param read whether the record was read
     */
    public void alone(TopicPartition partition, long offset, long to, int ended, boolean read) {
        put(partition, new AttemptMark(process, offset, to, ended, read));
    }

    /** Notes that the records of {@code batch} are in work. Those of partitions that this process has not taken are left out. */
    public void working(ConsumerRecords<?, ?> batch) {
        for (TopicPartition partition : batch.partitions()) {
            if (owned.contains(partition)) {
                var records = batch.records(partition);
                ConsumerRecord<?, ?> last = records.get(records.size() - 1);
                put(partition, new AttemptMark(process, records.get(0).offset(), last.offset(), 0, false));
            }
        }
    }

    /** Gives a partition back in order, so that nothing is in work there. */
    public void release(TopicPartition partition) {
        forget(partition);
        if (find(partition).filter(mark -> mark.process().equals(process)).isPresent()) {
            store.delete(key(partition));
        }
    }

    /** Notes that another process may have the partition already. */
    public void forget(TopicPartition partition) {
        owned.remove(partition);
    }

    private Optional<AttemptMark> find(TopicPartition partition) {
        try {
            return Optional.of(Json.read(store.get(key(partition)), AttemptMark.class));
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return Optional.empty();
        }
    }

    private void put(TopicPartition partition, AttemptMark mark) {
        store.put(key(partition), Json.write(mark), "application/json");
    }

    private static String key(TopicPartition partition) {
        return StorageKeys.attemptMark(partition.topic(), partition.partition());
    }
}
