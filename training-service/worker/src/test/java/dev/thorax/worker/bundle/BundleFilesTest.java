package dev.thorax.worker.bundle;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BundleFilesTest {
    private static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void shouldNameTheDigestOfEveryFile() {
        BundleFiles files = new BundleFiles(new byte[] {1}, new byte[] {2}, Map.of("report.html", new byte[0]));

        assertThat(files.digests())
                .containsOnlyKeys("gradcam.onnx", "model.onnx", "report.html")
                .containsEntry("report.html", OF_NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "gradcam.onnx", "manifest.json", "../escape.html", "plots/roc.png"})
    void shouldRefuseAReportFileThatIsNoNewOneOfTheBundle(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BundleFiles(new byte[0], new byte[0], Map.of(name, new byte[0])))
                .withMessageContaining(name);
    }
}
