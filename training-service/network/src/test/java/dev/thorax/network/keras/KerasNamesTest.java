package dev.thorax.network.keras;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KerasNamesTest {
    @Test
    void shouldNumberUnnamedLayersFromOneWhereverTheFileBegins() {
        assertThat(KerasNames.renumbered(List.of("conv2d", "conv2d_1", "conv2d_2")))
                .containsEntry("conv2d", "conv2d_1")
                .containsEntry("conv2d_1", "conv2d_2")
                .containsEntry("conv2d_2", "conv2d_3");
        assertThat(KerasNames.renumbered(List.of("conv2d_10", "conv2d_9", "batch_normalization_95")))
                .containsEntry("conv2d_9", "conv2d_1")
                .containsEntry("conv2d_10", "conv2d_2")
                .containsEntry("batch_normalization_95", "batch_normalization_1");
    }

    @Test
    void shouldKeepNamesThatAPersonGave() {
        assertThat(KerasNames.renumbered(List.of("conv1_bn", "conv2d_x")))
                .containsEntry("conv1_bn", "conv1_bn")
                .containsEntry("conv2d_x", "conv2d_x");
    }
}
