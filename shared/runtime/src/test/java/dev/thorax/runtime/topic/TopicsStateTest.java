package dev.thorax.runtime.topic;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicsStateTest {
    private static final Map<String, String> FAULT = Map.of("thorax.scans", "The topic is missing.");

    @Test
    void shouldFitIfAllWereComparedAndNoneHasAFault() {
        assertThat(new TopicsState(Map.of(), Map.of(), null).fits()).isTrue();
        assertThat(new TopicsState(Map.of(), FAULT, null).fits()).isTrue();
        assertThat(new TopicsState(FAULT, Map.of(), null).fits()).isFalse();
    }

    @Test
    void shouldNotFitWhileNobodyKnows() {
        TopicsState unknown = TopicsState.unknown("no broker");

        assertThat(unknown.fits()).isFalse();
        assertThat(unknown.cause()).isEqualTo("no broker");
        assertThat(unknown.faults()).isEmpty();
        assertThat(unknown.accepted()).isEmpty();
    }

    @Test
    void shouldListTheTopicsInOrder() {
        TopicsState state = new TopicsState(Map.of("c", "3", "a", "1", "b", "2"), Map.of("z", "2", "y", "1"), null);

        assertThat(state.faults()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "3"));
        assertThat(state.accepted()).containsExactly(Map.entry("y", "1"), Map.entry("z", "2"));
    }

    @Test
    void shouldNotChangeWithTheMapItWasMadeOf() {
        Map<String, String> faults = new HashMap<>(FAULT);
        TopicsState state = new TopicsState(faults, Map.of(), null);

        faults.clear();

        assertThat(state.faults()).isEqualTo(FAULT);
        assertThat(state.fits()).isFalse();
    }
}
