package dev.thorax.storage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeysTest {
    @Test
    void shouldPlaceEverythingWhereTheDesignSays() {
        assertThat(Keys.original("s1")).isEqualTo("scans/s1/original");
        assertThat(Keys.image("s1")).isEqualTo("scans/s1/image.png");
        assertThat(Keys.filing("s1", "hospital")).isEqualTo("scans/s1/labels/hospital");
        assertThat(Keys.pointer("hospital", "COVID-19", "s1")).isEqualTo("datasets/hospital/COVID-19/s1");
        assertThat(Keys.bundleFile("convnet50", "t-1", "model.onnx")).isEqualTo("models/convnet50/t-1/model.onnx");
        assertThat(Keys.heatmap("s1", "convnet50", "t-1", "COVID-19", "gradcam"))
                .isEqualTo("explanations/s1/convnet50/t-1/COVID-19-gradcam.png");
    }

    @Property
    void shouldNeverLeaveTheFolderOfAScan(@ForAll String scanId) {
        if (Keys.isName(scanId)) {
            assertThat(Keys.image(scanId).split("/")).hasSize(3).doesNotContain("..", ".", "");
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> Keys.image(scanId));
        }
    }
}
