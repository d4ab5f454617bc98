package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import dev.thorax.runtime.attempt.AttemptMark;
import dev.thorax.runtime.attempt.AttemptMarks;

/**
 * Begins at a partition where another process ended before it had answered the records: these are read and answered one at a
 * time, each with a mark, before the channel gets any record. A record at which three processes ended is refused
 * (docs/decisions/0023).
 */
@ApplicationScoped
@Identifier("cautious-start")
public class CrashAwareRebalanceListener implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(CrashAwareRebalanceListener.class);

    /** Shorter than a consumer may go without a poll, which is 5 minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final AttemptMarks marks;
    private final SingleRecords records;
    private final AnsweredPositions positions;
    private final FatalErrors errors;

    CrashAwareRebalanceListener(
            AttemptMarks marks, SingleRecords records, AnsweredPositions positions, FatalErrors errors) {
        this.marks = marks;
        this.records = records;
        this.positions = positions;
        this.errors = errors;
    }

    @Override
    public void onPartitionsAssigned(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        each(partitions, partition -> {
            long position = consumer.position(partition);
            AttemptMark left = marks.leftAt(partition, position).orElse(null);
            if (left != null) {
                LOG.warnf(
                        "A process ended at records of a partition, which are answered one at a time topic=%s partition=%d"
                                + " offset=%d",
                        partition.topic(), partition.partition(), position);
                answer(consumer, partition, left, deadline);
            }
            marks.waiting(partition, consumer.position(partition));
        });
    }

    /** Only an {@link Error} leaves the mark of the record in work. After any other failure this process goes on. */
    private void answer(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
            TopicPartition partition,
            AttemptMark left,
            long deadline) {
        try {
            records.answer(consumer, partition, left, deadline);
        } catch (RuntimeException e) {
            warn("A partition begins without its cautious start, so its records come by the channel", partition, e);
        }
    }

    /** An error of the JVM leaves the marks: its record is counted as if the process had been killed. */
    @Override
    public void onPartitionsRevoked(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(positions::forget);
        each(partitions, errors.isExiting() ? marks::forget : marks::release);
    }

    @Override
    public void onPartitionsLost(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(positions::forget);
        partitions.forEach(marks::forget);
    }

    private static void each(Collection<TopicPartition> partitions, Consumer<TopicPartition> action) {
        for (TopicPartition partition : partitions) {
            try {
                action.accept(partition);
            } catch (RuntimeException e) {
                warn("The mark of a partition could not be kept", partition, e);
            }
        }
    }

    private static void warn(String what, TopicPartition partition, RuntimeException cause) {
        LOG.warnf(
                "%s topic=%s partition=%d cause=\"%s\"",
                what, partition.topic(), partition.partition(), OutgoingRecords.cut(cause.toString()));
    }
}
