package dev.thorax.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.thorax.network.keras.KerasFile;
import dev.thorax.network.keras.KerasNames;
import dev.thorax.network.keras.UnusableWeightsException;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads weights files of Keras (HDF5). */
class KerasFuzzTest {
    private static final int MOST_MIB = 256;
    private static final Path FILE = TemporaryFile.named("weights.h5");

    @FuzzTest
    void keras(byte[] input) throws Exception {
        Files.write(FILE, input);
        try {
            KerasFile file = Measured.call(input, MOST_MIB, () -> KerasFile.read(FILE));
            long values = file.weights().values().stream()
                    .flatMap(layer -> layer.values().stream())
                    .mapToLong(tensor -> tensor.values().length)
                    .sum();
            assertThat(4 * values).isLessThanOrEqualTo(input.length);
            assertThat(KerasNames.renumbered(file.layers()).keySet()).containsAll(file.layers());
        } catch (UnusableWeightsException e) {
            Sentences.check(e);
        }
    }
}
