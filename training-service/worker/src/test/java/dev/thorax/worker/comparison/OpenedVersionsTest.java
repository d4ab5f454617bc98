package dev.thorax.worker.comparison;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.worker.comparison.ThresholdVersions.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenedVersionsTest {
    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ThresholdVersions versions = new ThresholdVersions(store);

    @Test
    void shouldScoreEachImageInTheOrderOfItsClasses() {
        versions.store("v-1", 110, Kind.USUAL);

        try (OpenedVersion version = open("v-1")) {
            List<Optional<float[]>> scores = version.score(List.of(grey(200), grey(20)));

            assertThat(version.name()).isEqualTo("version v-1 of threshold");
            assertThat(version.manifest().classes()).containsExactly("BRIGHT", "DARK");
            assertThat(scores.get(0).orElseThrow()[0]).isGreaterThan(0.99f);
            assertThat(scores.get(1).orElseThrow()[1]).isGreaterThan(0.99f);
        }
    }

    @Test
    void shouldRefuseANetworkOfOtherClassesThanItsManifest() {
        versions.store("v-1", Kind.USUAL, ThresholdVersions.network(110, List.of("BRIGHT", "DARK", "GREY")));

        assertThatThrownBy(() -> open("v-1"))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("does not give a probability for each class of its manifest");
    }

    private OpenedVersion open(String version) {
        return new OpenedVersions(store, TestBundles.KEYS.trusted(), new OnnxSessions(1), folder)
                .open(ThresholdVersions.MODEL, version);
    }

    private static GreyImage grey(int value) {
        byte[] pixels = new byte[32 * 32];
        Arrays.fill(pixels, (byte) value);
        return new GreyImage(32, 32, pixels);
    }
}
