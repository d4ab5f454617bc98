package dev.thorax.contracts.storage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StorageKeysTest {
    @ParameterizedTest
    @CsvSource({
        "scans/s1/original, scans/*/original",
        "scans/s1/image.png, scans/*/image.png",
        "scans/s1/claim-2.json, scans/*/claim*",
        "scans/s1/labels/d1, scans/*/labels/*",
        "scans/s1/labels/, scans/*/labels/*",
        "scans/s1/senders/room-3/0f, scans/*/senders/*",
        "scans/s1/again.json, scans/*/again.json",
        "scans/s1/name-of-a-patient, scans/*",
        "scans/, scans/*",
        "models/m/v/model.onnx, models/*",
        "name-of-a-patient, *",
        "'', *"
    })
    void shouldNameThePatternOfAKeyWithoutItsNames(String key, String pattern) {
        assertThat(StorageKeys.pattern(key)).isEqualTo(pattern);
    }

    @Test
    void shouldPlaceEverythingWhereTheDesignSays() {
        assertThat(StorageKeys.original("s1")).isEqualTo("scans/s1/original");
        assertThat(StorageKeys.image("s1")).isEqualTo("scans/s1/image.png");
        assertThat(StorageKeys.attemptMark("thorax.scans", 2)).isEqualTo("attempts/thorax.scans-2.json");
        assertThat(StorageKeys.filing("s1", "hospital")).isEqualTo("scans/s1/labels/hospital");
        assertThat(StorageKeys.pointer("hospital", "COVID-19", "s1")).isEqualTo("datasets/hospital/COVID-19/s1");
        assertThat(StorageKeys.bundleFile("convnet50", "t-1", "model.onnx"))
                .isEqualTo("models/convnet50/t-1/model.onnx");
        assertThat(StorageKeys.heatmap("s1", "convnet50", "t-1", "COVID-19", "gradcam"))
                .isEqualTo("explanations/s1/convnet50/t-1/COVID-19-gradcam.png");
    }

    @Property
    void shouldNeverLeaveTheFolderOfAScan(@ForAll String scanId) {
        if (StorageKeys.isName(scanId)) {
            assertThat(StorageKeys.image(scanId).split("/")).hasSize(3).doesNotContain("..", ".", "");
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> StorageKeys.image(scanId));
        }
    }
}
