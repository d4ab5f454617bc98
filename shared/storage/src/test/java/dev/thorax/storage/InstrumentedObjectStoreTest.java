package dev.thorax.storage;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstrumentedObjectStoreTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ObjectStore store = new InstrumentedObjectStore(new FailingStore(1).store(), registry);

    @Test
    void shouldCountTheCallsByOperationAndOutcome() {
        assertThatThrownBy(() -> store.exists("a")).isInstanceOf(StoreUnavailableException.class);
        store.exists("a");
        store.exists("a");
        assertThatThrownBy(() -> store.get("a")).isInstanceOf(ObjectMissingException.class);
        assertThat(calls("exists", "unavailable")).isEqualTo(1);
        assertThat(calls("exists", "success")).isEqualTo(2);
        assertThat(calls("read", "missing")).isEqualTo(1);
    }

    @Test
    void shouldMeasureTheTimeOfEachCallWhateverItsOutcome() {
        assertThatThrownBy(() -> store.list("a")).isInstanceOf(StoreUnavailableException.class);
        store.list("a");
        var timer = registry.get("thorax.object.store.duration")
                .tag("operation", "list")
                .timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    private double calls(String operation, String outcome) {
        return registry.get("thorax.object.store.calls")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
