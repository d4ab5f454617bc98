package dev.thorax.storage;

import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.thorax.contracts.storage.StorageKeys;

/**
 * Measures the calls of an object store: {@code thorax.object.store.duration} is a timer by operation, and
 * {@code thorax.object.store.calls} a counter by operation, pattern of the key and outcome.
 *
 * <p>Outcomes: {@code success}, {@code missing} (no object of that key), {@code corrupt} (it cannot be decrypted),
 * {@code unavailable} (the store failed). The
 * duration of {@code open} ends before the caller reads the stream.
 */
public final class InstrumentedObjectStore extends ObjectStoreDecorator {
    private static final String DURATION = "thorax.object.store.duration";
    private static final String CALLS = "thorax.object.store.calls";
    private static final String OPERATION = "operation";
    private static final String KEYS = "keys";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;

    /** Measures the calls of {@code store} into {@code registry}. */
    public InstrumentedObjectStore(ObjectStore store, MeterRegistry registry) {
        super(store);
        this.registry = registry;
    }

    /** Returns the calls that {@code registry} counted, without their outcomes, e.g. {@code list datasets/*, put models/*}. */
    public static String calls(MeterRegistry registry) {
        return registry.find(CALLS).counters().stream()
                .map(counter -> counter.getId().getTag(OPERATION) + " "
                        + counter.getId().getTag(KEYS))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    <T> T run(Operation operation, String key, Supplier<T> call) {
        Timer.Sample start = Timer.start(registry);
        String outcome = "unavailable";
        try {
            T result = call.get();
            outcome = "success";
            return result;
        } catch (ObjectMissingException e) {
            outcome = "missing";
            throw e;
        } catch (ObjectCorruptException e) {
            outcome = "corrupt";
            throw e;
        } finally {
            start.stop(duration(operation));
            calls(operation, key, outcome).increment();
        }
    }

    private Timer duration(Operation operation) {
        return Timer.builder(DURATION)
                .description("Time of one call of the object store")
                .tag(OPERATION, operation.label())
                .register(registry);
    }

    private Counter calls(Operation operation, String key, String outcome) {
        return Counter.builder(CALLS)
                .description("Calls of the object store")
                .tag(OPERATION, operation.label())
                .tag(KEYS, StorageKeys.pattern(key))
                .tag(OUTCOME, outcome)
                .register(registry);
    }
}
