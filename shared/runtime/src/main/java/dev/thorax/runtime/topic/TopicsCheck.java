package dev.thorax.runtime.topic;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.apache.kafka.common.KafkaException;

import dev.thorax.contracts.topic.TopicGap;

/** Finds which topics of a service do not fit, as sentences. */
final class TopicsCheck implements Supplier<TopicsState> {
    private final Supplier<List<TopicGap>> gaps;
    private final String bootstrapServers;
    private final boolean acceptUnreadable;

    /**
     * Creates a check.
     *
     * @param gaps asks the broker; throws a {@link KafkaException} if it does not answer
     * @param acceptUnreadable whether topics whose settings nobody may read are taken
     */
    TopicsCheck(Supplier<List<TopicGap>> gaps, String bootstrapServers, boolean acceptUnreadable) {
        this.gaps = gaps;
        this.bootstrapServers = bootstrapServers;
        this.acceptUnreadable = acceptUnreadable;
    }

    @Override
    public TopicsState get() {
        Map<String, String> faults = new TreeMap<>();
        Map<String, String> accepted = new TreeMap<>();
        try {
            for (TopicGap gap : gaps.get()) {
                boolean isTaken = acceptUnreadable && gap.isUnread() && !hasOtherFault(gap);
                (isTaken ? accepted : faults).put(gap.needed().name(), gap.sentence(bootstrapServers));
            }
            return new TopicsState(faults, accepted, null);
        } catch (KafkaException e) {
            return TopicsState.unknown(e.getMessage());
        }
    }

    private static boolean hasOtherFault(TopicGap gap) {
        return gap.lacksPartitions() || gap.hasTooManyPartitions() || gap.lacksReplicas();
    }
}
