package dev.thorax.training.audit;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.model.InputSpec;
import dev.thorax.training.Cxr3;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.Splitter;
import dev.thorax.training.evaluation.ClassScore;
import dev.thorax.training.evaluation.Evaluation;

import static org.assertj.core.api.Assertions.assertThat;

/** What the controls reach on real X-rays, whose classes come from different sources. */
class ControlsTest {
    private static final InputSpec INPUT = new InputSpec(128, 128, InputSpec.Interpolation.AREA);

    @Test
    void shouldTellTheSourcesOfRealScansApartWithoutTheLungs() throws Exception {
        Dataset dataset = Cxr3.orSkip(INPUT);
        Controls controls = new Controls(dataset, List.of(Splitter.split(dataset, 1)), scan -> Rectangle.WHOLE, 1);

        Map<View, Control> all = controls.all();
        ClassScore covid = Evaluation.of(controls.predictions(View.METADATA_ONLY), 1)
                .perClass()
                .get("COVID-19");

        assertThat(all.get(View.WHOLE_IMAGE).accuracy()).isGreaterThan(0.68);
        assertThat(all.get(View.FRAME_ONLY).accuracy()).isGreaterThan(0.62);
        assertThat(all.get(View.LUNGS_BLACKED_OUT).accuracy()).isGreaterThan(0.6);
        assertThat(covid.recall()).isGreaterThan(0.9);
        assertThat(covid.precision()).isGreaterThan(0.9);
    }
}
