package dev.thorax.worker.enrich;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.imaging.GreyImage;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnrichedDatasetTest {
    private static final InputSpec INPUT = new InputSpec(8, 8, InputSpec.Interpolation.AREA);
    private static final Dataset DATASET = new Dataset(
            "lungs",
            List.of("COVID-19", "NORMAL"),
            INPUT,
            List.of(scan("a", 0), scan("b", 1), scan("c", 0), scan("d", 0), scan("e", 1)),
            ScanPixels.of(List.of(pixels(3), pixels(5), pixels(7), pixels(11), pixels(13))));
    private static final Enrichment ENRICHMENT =
            new Enrichment("COVID-19", List.of(ImageFilter.MEAN, ImageFilter.EDGES));

    @Test
    void shouldMakeScansFromThoseToTrainOnAndFromNoOther() {
        EnrichedDataset enriched = EnrichedDataset.of(DATASET, new int[] {0, 1, 3}, ENRICHMENT);

        assertThat(enriched.dataset().scans().subList(0, 5)).isEqualTo(DATASET.scans());
        assertThat(enriched.training()).containsExactly(0, 1, 3, 5, 6, 7, 8);
        assertThat(enriched.dataset().scans().subList(5, 9))
                .extracting(LabelledScan::patient)
                .containsExactly("patient-a", "patient-a", "patient-d", "patient-d");
        assertThat(enriched.dataset().labels(enriched.training())).containsExactly(0, 1, 0, 0, 0, 0, 0);
        byte[] mean = ImageFilter.MEAN
                .apply(new GreyImage(8, 8, DATASET.pixels().get(3)))
                .pixels();
        byte[] copy = new byte[70];
        enriched.dataset().pixels().copy(7, copy, 6);
        assertThat(Arrays.copyOfRange(copy, 6, 70)).isEqualTo(mean);
        assertThat(enriched.dataset().pixels().get(7)).isEqualTo(mean);
        assertThat(enriched.dataset().pixels().get(4)).isEqualTo(pixels(13));
    }

    @Test
    void shouldMakeNothingWhereNothingIsAskedFor() {
        EnrichedDataset enriched = EnrichedDataset.of(DATASET, new int[] {0, 1}, null);

        assertThat(enriched.dataset()).isSameAs(DATASET);
        assertThat(enriched.training()).containsExactly(0, 1);
    }

    @Test
    void shouldSayThatTheClassIsNotThere() {
        assertThatThrownBy(() -> EnrichedDataset.of(
                        DATASET, new int[] {0, 1}, new Enrichment("MEASLES", List.of(ImageFilter.MEAN))))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "The recipe enriches class MEASLES, which data set lungs does not have; it has COVID-19, NORMAL, "
                                + "so name one of them in the recipe, or leave enrich out.");
    }

    @Test
    void shouldReadAllFiltersFromARecipe() throws Exception {
        String yaml = "{class: COVID-19, filters: [powerLaw0.4, powerLaw0.55, mean, unsharp, edges]}";

        assertThat(new YAMLMapper().readValue(yaml, Enrichment.class))
                .isEqualTo(new Enrichment("COVID-19", List.of(ImageFilter.values())));
    }

    @Test
    void shouldRefuseAFilterTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Enrichment("COVID-19", List.of(ImageFilter.MEAN, ImageFilter.MEAN)))
                .withMessage("enrich needs filters, each at most once");
    }

    private static LabelledScan scan(String id, int label) {
        return new LabelledScan(id, "patient-" + id, label, "sha of " + id);
    }

    private static byte[] pixels(int factor) {
        byte[] pixels = new byte[64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (factor * i);
        }
        return pixels;
    }
}
