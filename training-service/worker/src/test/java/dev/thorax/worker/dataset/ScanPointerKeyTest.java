package dev.thorax.worker.dataset;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScanPointerKeyTest {

    @Test
    void shouldReadTheClassAndTheScanFromAKey() {
        ScanPointerKey key = ScanPointerKey.parse("hospital", "datasets/hospital/NORMAL/s-1");

        assertThat(key).isEqualTo(new ScanPointerKey("hospital", "NORMAL", "s-1"));
        assertThat(key.key()).isEqualTo("datasets/hospital/NORMAL/s-1");
    }

    @Test
    void shouldNameAnObjectThatIsNoPointer() {
        for (String stray : new String[] {"s-1", "NORMAL/a/b", "NORMAL/", "NOT A NAME/s-1"}) {
            assertThatThrownBy(() -> ScanPointerKey.parse("hospital", "datasets/hospital/" + stray))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("datasets/hospital/" + stray);
        }
    }
}
