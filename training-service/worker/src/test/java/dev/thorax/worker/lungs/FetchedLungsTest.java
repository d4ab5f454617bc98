package dev.thorax.worker.lungs;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.onnx.lungs.LungSearch;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TinyNetworks;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.SharedLungFinder;
import dev.thorax.worker.snapshot.FrozenLungs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FetchedLungsTest {
    private static final byte[] MODEL = TinyNetworks.lungs();

    @Test
    void shouldOpenTheFinderThatWasFrozen() {
        try (SharedLungFinder shared = new FetchedLungs(frozen(MODEL), MODEL).open()) {
            assertThat(shared.sha256()).isEqualTo(Sha256.of(MODEL));
            assertThat(shared.finder().find(TestPictures.lungs(0))).isInstanceOf(LungSearch.Found.class);
            assertThat(shared.finder().find(TestPictures.noise(300, 260, 1, 60)))
                    .isInstanceOf(LungSearch.NotFound.class);
        }
    }

    @Test
    void shouldRefuseAnotherFileThanTheTrainingBeganWith() {
        byte[] other = MODEL.clone();
        other[other.length - 1]++;

        assertThatThrownBy(() -> new FetchedLungs(frozen(MODEL), other))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "The lung finder version l-1 of lungs is another one than the training began with; request the"
                                + " training again under another id.");
    }

    @Test
    void shouldSayThatAFileIsNoNetwork() {
        byte[] broken = {1, 2, 3};

        assertThatThrownBy(() -> new FetchedLungs(frozen(broken), broken).open())
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The lung finder version l-1 of lungs cannot be opened: ")
                .hasMessageEndingWith(" Name another one in the recipe.");
    }

    private static FrozenLungs frozen(byte[] model) {
        return new FrozenLungs(
                "lungs", "l-1", Sha256.of(model), new InputSpec(64, 64, Interpolation.AREA), List.of("s1"));
    }
}
