package dev.thorax.explain.diagnosis;

/**
 * The place of a diagnosis in Kafka.
 *
 * @param topicId Kafka's id of the topic; a topic that is made anew has another one
 * @param partition partition of the topic
 * @param offset offset in the partition
 */
public record DiagnosisPosition(String topicId, int partition, long offset) {
    /** Returns whether both places are in one partition, so that their offsets order them. */
    boolean isComparableTo(DiagnosisPosition other) {
        return topicId.equals(other.topicId) && partition == other.partition;
    }

    /** Returns whether both places are in one topic. */
    boolean isInTopicOf(DiagnosisPosition other) {
        return topicId.equals(other.topicId);
    }
}
