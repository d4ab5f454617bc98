package dev.thorax.explain.diagnosis;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisPositionTest {
    private final DiagnosisPosition position = new DiagnosisPosition("topic-1", 2, 10);

    @Test
    void shouldBeComparableWithinAPartitionOfOneTopic() {
        assertThat(position.isComparableTo(position)).isTrue();
        assertThat(position.isComparableTo(new DiagnosisPosition("topic-1", 2, 0)))
                .isTrue();
        assertThat(position.isInTopicOf(new DiagnosisPosition("topic-1", 2, 0))).isTrue();
    }

    @Test
    void shouldNotBeComparableToAnotherPartition() {
        DiagnosisPosition other = new DiagnosisPosition("topic-1", 3, 10);

        assertThat(position.isComparableTo(other)).isFalse();
        assertThat(other.isComparableTo(position)).isFalse();
        assertThat(position.isInTopicOf(other)).isTrue();
    }

    @Test
    void shouldNotBeComparableAfterTheTopicWasMadeAnew() {
        DiagnosisPosition other = new DiagnosisPosition("topic-2", 2, 10);

        assertThat(position.isComparableTo(other)).isFalse();
        assertThat(position.isInTopicOf(other)).isFalse();
    }
}
