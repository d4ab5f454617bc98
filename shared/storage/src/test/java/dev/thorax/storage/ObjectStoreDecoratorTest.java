package dev.thorax.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ObjectStoreDecoratorTest {
    private final FailingStore store = new FailingStore(0);
    private final List<Operation> operations = new ArrayList<>();
    private final ObjectStore decorated = new Recorder(store.store());

    @Test
    void shouldRunEachOperationOnceUnderItsName() {
        decorated.put("a", new byte[0], "text/plain");
        decorated.putIfAbsent("a", new byte[0], "text/plain");
        decorated.upload("a", Path.of("a"), "text/plain");
        assertThatThrownBy(() -> decorated.get("a")).isInstanceOf(ObjectMissingException.class);
        assertThatThrownBy(() -> decorated.open("a")).isInstanceOf(ObjectMissingException.class);
        decorated.exists("a");
        decorated.delete("a");
        decorated.entries("a");

        assertThat(operations).containsExactly(Operation.values());
        assertThat(store.calls).hasValue(Operation.values().length);
    }

    @Test
    void shouldCloseTheStoreOutsideTheOperations() {
        decorated.close();

        assertThat(operations).isEmpty();
        assertThat(store.calls).hasValue(1);
    }

    @Test
    void shouldKeepTheLabelsThatMetricsAndLogsHave() {
        assertThat(Operation.values())
                .extracting(Operation::label)
                .containsExactly("put", "put-if-absent", "upload", "read", "open", "exists", "delete", "list");
    }

    private final class Recorder extends ObjectStoreDecorator {
        Recorder(ObjectStore store) {
            super(store);
        }

        @Override
        <T> T run(Operation operation, String key, Supplier<T> call) {
            operations.add(operation);
            return call.get();
        }
    }
}
