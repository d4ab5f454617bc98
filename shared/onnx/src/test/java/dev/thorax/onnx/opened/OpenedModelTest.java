package dev.thorax.onnx.opened;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenedModelTest {
    private final FakeSession session = new FakeSession();

    @Test
    void shouldCloseItsSessionIfTheWarmUpThrowsAnything() {
        assertThatThrownBy(() -> open(() -> {
                    throw new OutOfMemoryError("no direct memory");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(session.closes).isEqualTo(1);
    }

    @Test
    void shouldCloseItsSessionWithItsLastHolder() {
        OpenedModel<FakeSession> model = open(() -> {});
        model.retain();

        model.close();
        assertThat(session.closes).isZero();
        model.close();

        assertThat(session.closes).isEqualTo(1);
        assertThatThrownBy(model::retain).isInstanceOf(IllegalStateException.class);
    }

    private OpenedModel<FakeSession> open(Runnable warmUp) {
        return OpenedModel.of(
                TestBundles.manifest("v1", TestBundles.INPUT, Map.of()),
                "digest",
                session,
                Preprocessor.of(TestBundles.INPUT),
                opened -> warmUp.run());
    }

    /** Counts how often it was closed. */
    private static final class FakeSession implements AutoCloseable {
        private int closes;

        @Override
        public void close() {
            closes++;
        }
    }
}
