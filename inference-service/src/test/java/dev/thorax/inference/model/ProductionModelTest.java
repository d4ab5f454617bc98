package dev.thorax.inference.model;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.thorax.inference.InferenceFixture;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProductionModelTest {
    private final ProductionModel production = new ProductionModel();

    @Test
    void shouldAnnounceTheFirstModel() throws Exception {
        CompletableFuture<Void> first = production.first().toCompletableFuture();
        assertThat(production.isServing()).isFalse();
        assertThat(first).isNotDone();
        assertThatThrownBy(production::lease).isInstanceOf(IllegalStateException.class);

        production.swap(InferenceFixture.model("v1", 1));

        first.get(60, TimeUnit.SECONDS);
        assertThat(production.isServing()).isTrue();
    }

    @Test
    void shouldCloseTheModelBeforeAfterItsLastLease() {
        production.swap(InferenceFixture.model("v1", 1));
        OpenedModel<ScoringSession> before = production.lease();

        production.swap(InferenceFixture.model("v2", 2));

        ByteBuffer image = ByteBuffer.allocateDirect(32 * 32);
        assertThatCode(() -> before.session().score(image, 1)).doesNotThrowAnyException();
        before.close();
        assertThatThrownBy(before::retain).isInstanceOf(IllegalStateException.class);
        try (OpenedModel<ScoringSession> next = production.lease()) {
            assertThat(next.manifest().version()).isEqualTo("v2");
        }
    }

    @Test
    void shouldServeNothingAfterItsClose() {
        production.swap(InferenceFixture.model("v1", 1));

        production.close();

        assertThat(production.isServing()).isFalse();
    }
}
