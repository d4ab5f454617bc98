package dev.thorax.worker.audit;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.evaluation.ClassScore;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Splitter;
import dev.thorax.worker.job.Cxr3;

import static org.assertj.core.api.Assertions.assertThat;

/** What the controls reach on real X-rays, whose classes come from different sources. */
class ShortcutControlsTest {
    private static final InputSpec INPUT = new InputSpec(128, 128, InputSpec.Interpolation.AREA);

    @Test
    void shouldTellTheSourcesOfRealScansApartWithoutTheLungs() throws Exception {
        Dataset dataset = Cxr3.orSkip(INPUT);
        ShortcutControls controls =
                new ShortcutControls(dataset, List.of(Splitter.split(dataset, 1)), scan -> Rectangle.WHOLE, 1);

        Map<ControlInput, ShortcutControl> all = controls.all();
        ClassScore covid = Evaluation.of(controls.predictions(ControlInput.METADATA_ONLY), 1)
                .perClass()
                .get("COVID-19");

        assertThat(all.get(ControlInput.WHOLE_IMAGE).accuracy()).isGreaterThan(0.68);
        assertThat(all.get(ControlInput.FRAME_ONLY).accuracy()).isGreaterThan(0.62);
        assertThat(all.get(ControlInput.LUNGS_BLACKED_OUT).accuracy()).isGreaterThan(0.6);
        assertThat(covid.recall()).isGreaterThan(0.9);
        assertThat(covid.precision()).isGreaterThan(0.9);
    }
}
