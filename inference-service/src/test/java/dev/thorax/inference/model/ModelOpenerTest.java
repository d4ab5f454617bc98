package dev.thorax.inference.model;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.inference.InferenceFixture;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelOpenerTest {
    @TempDir
    private Path folder;

    private final InferenceFixture fixture = new InferenceFixture();

    @Test
    void shouldOpenAPromotedVersionReadyToScore() {
        byte[] model = TinyNetworks.model(3, 1);
        ModelPromoted promoted =
                TestBundles.store(fixture.store, "v1", TestBundles.INPUT, Map.of(Manifest.MODEL, model));

        try (OpenedModel<ScoringSession> opened = opener().openForProduction(promoted);
                OpenedModel<ScoringSession> candidate = opener().openForCandidate(promoted)) {
            ByteBuffer image = ByteBuffer.allocateDirect(32 * 32);
            assertThat(opened.digest()).isEqualTo(Sha256.of(model));
            assertThat(opened.manifest().version()).isEqualTo("v1");
            assertThat(opened.session().score(image, 1))
                    .isDeepEqualTo(candidate.session().score(image, 1));
        }
    }

    @Test
    void shouldRefuseAVersionThatDoesNotGiveProbabilities() {
        ModelPromoted promoted = TestBundles.store(
                fixture.store, "v1", TestBundles.INPUT, Map.of(Manifest.MODEL, TinyNetworks.modelWithoutSoftmax(3, 1)));

        assertThatThrownBy(() -> opener().openForProduction(promoted)).isInstanceOf(BrokenBundleException.class);
    }

    @Test
    void shouldReportAStoreThatIsAway() {
        ModelPromoted promoted = TestBundles.store(fixture.store, "v1", 1);
        fixture.store.failNext(1);

        assertThatThrownBy(() -> opener().openForProduction(promoted)).isInstanceOf(StoreUnavailableException.class);
    }

    private ModelOpener opener() {
        return new ModelOpener(
                fixture.store,
                TestBundles.KEYS.trusted(),
                InferenceFixture.config(folder),
                InferenceFixture.onnx(),
                fixture.clock);
    }
}
