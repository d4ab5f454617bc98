package dev.thorax.worker.job;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EngineRegistryTest {
    private final EngineRegistry engines = EngineRegistry.installed("torch", 1);

    @Test
    void shouldGiveTheConfiguredEngineUnlessAnotherIsNamed() {
        assertThat(engines.get(null).name()).isEqualTo("torch");
        assertThat(engines.get("dl4j").name()).isEqualTo("dl4j");
    }

    @Test
    void shouldNameTheKnownEngines() {
        assertThatThrownBy(() -> engines.get("mxnet"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("dl4j, torch");
        assertThatThrownBy(() -> EngineRegistry.installed("mxnet", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dl4j, torch");
    }
}
