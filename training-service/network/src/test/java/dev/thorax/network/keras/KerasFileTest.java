package dev.thorax.network.keras;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;

import com.sun.management.ThreadMXBean;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.BackboneWeights;
import dev.thorax.network.backbone.MobileNet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KerasFileTest {
    private static final Path NO_TOP =
            Path.of(System.getProperty("thorax.shared.data"), "backbones/mobilenet_7_5_224_tf_no_top.h5");

    @TempDir
    private Path folder;

    @Test
    void shouldUseEveryLayerOfThePublishedFile() {
        Assumptions.assumeTrue(Files.exists(NO_TOP), "Skipped: there is no " + NO_TOP + ".");
        Backbone backbone = MobileNet.create(0.75);
        Set<String> known = new HashSet<>(Set.of("input_1"));
        backbone.nodes().forEach(node -> known.add(node.name()));

        KerasFile file = KerasFile.read(NO_TOP);

        assertThat(known).containsAll(file.layers());
        assertThat(BackboneWeights.convert(backbone, file).byName())
                .containsOnlyKeys(file.weights().keySet());
    }

    @Test
    void shouldReadLayersAndTensors() throws IOException {
        KerasFile file = KerasFile.read(small());

        assertThat(file.layers()).containsExactly("conv1");
        assertThat(file.weights()).containsOnlyKeys("conv1");
        assertThat(file.weights().get("conv1").get("kernel").shape()).containsExactly(2, 3);
        assertThat(file.weights().get("conv1").get("kernel").values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        assertRefused("weights".getBytes(), "it is damaged, or no HDF5 file");
        Path other = folder.resolve("other.h5");
        try (WritableHdfFile hdf = HdfFile.write(other)) {
            hdf.putDataset("x", new float[] {1});
        }
        assertRefused(Files.readAllBytes(other), "/ has no attribute layer_names");
    }

    @Test
    @Timeout(60)
    void shouldNotReadAHeaderThatIsLongerThanItsFile() {
        byte[] header = HexFormat.of()
                .parseHex("894844460d0a1a0a" + "02080800" + "0000000000000000" + "ffffffffffffffff" + "7502000000000000"
                        + "4000000000000000" + "6d88625f" + "00".repeat(12) + "0f020000"
                        + "4f484452" + "0202" + "46001310" + "000023000000020000008948");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> KerasFile.read(Files.write(folder.resolve("header.h5"), header)))
                .isInstanceOf(UnusableWeightsException.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(128 << 20);
    }

    @Test
    void shouldReadOrRefuseWhateverItIsGiven() throws IOException {
        byte[] good = Files.readAllBytes(small());
        Random random = new Random(1);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = random.nextInt(10) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int flips = random.nextInt(4); flips >= 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("broken.h5"), bytes);
            try {
                KerasFile.read(file);
            } catch (UnusableWeightsException refused) {
                assertThat(refused.getMessage()).startsWith("The weights file broken.h5 cannot be read: ");
            }
        }
    }

    private void assertRefused(byte[] bytes, String why) throws IOException {
        Path file = Files.write(folder.resolve("bad.h5"), bytes);
        assertThatThrownBy(() -> KerasReader.read(file))
                .isInstanceOf(UnusableWeightsException.class)
                .hasCauseInstanceOf(Throwable.class)
                .hasMessageStartingWith("The weights file bad.h5 cannot be read: " + why)
                .hasMessageEndingWith("; take a file that Keras Applications publishes.");
    }

    private Path small() throws IOException {
        Path file = folder.resolve("small.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("layer_names", new String[] {"conv1"});
            WritableGroup conv = hdf.putGroup("conv1");
            conv.putAttribute("weight_names", new String[] {"conv1/kernel:0"});
            conv.putGroup("conv1").putDataset("kernel:0", new float[][] {{1, 2, 3}, {4, 5, 6}});
        }
        return file;
    }
}
