package dev.thorax.engine.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.testing.Networks;

import static org.assertj.core.api.Assertions.assertThat;

class TorchMemoryTest {
    private static final int CLASSES = 3;
    private static final int EPOCHS = 30;
    private static final int WARM = 10;
    private static final int STEPS = 8;
    private static final NetworkInput INPUT = new NetworkInput(64, 64, 3);

    /** One tensor that a step left behind, the pictures of its batch at least (0.75 MiB), would pass the bound. */
    @Test
    void shouldTakeNoMoreMemoryAfterThirtyEpochsThanAfterTen() throws IOException {
        Architecture architecture = new Architecture(INPUT, Networks.cnn4().nodes());
        List<Batch> batches = IntStream.range(0, STEPS)
                .mapToObj(seed -> Networks.batch(architecture, 16, CLASSES, seed))
                .toList();
        TrainingSettings settings = new TrainingSettings(1e-3, 5, new float[] {1, 1, 1});
        long warm = 0;
        long last = 0;
        try (EngineNetwork network = new TorchEngine(2).create(architecture, CLASSES, settings)) {
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                batches.forEach(network::fit);
                network.predict(batches.get(0));
                System.gc();
                last = residentMiB();
                warm = epoch == WARM ? last : warm;
            }
        }

        assertThat(last - warm).as("MiB beside %d", warm).isLessThan(100);
    }

    private static long residentMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }
}
