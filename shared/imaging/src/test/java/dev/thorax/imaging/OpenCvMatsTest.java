package dev.thorax.imaging;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenCvMatsTest {
    @Test
    void shouldNotLimitTheMemoryOfTheProcess() {
        try (PointerScope scope = OpenCvMats.scope()) {
            assertThat(scope).isNotNull();
            assertThat(System.getProperty("org.bytedeco.javacpp.maxbytes")).isEqualTo("0");
            assertThat(System.getProperty("org.bytedeco.javacpp.maxphysicalbytes"))
                    .isEqualTo("0");
            assertThat(Pointer.maxPhysicalBytes()).isZero();
        }
    }
}
