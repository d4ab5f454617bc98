package dev.thorax.worker.job;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.worker.audit.Rectangle;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.SeenLungs;

import static org.assertj.core.api.Assertions.assertThat;

class NetworkCropsTest {
    private static final LabelledScan WIDE =
            new LabelledScan("wide", "p1", 0, "", new ScanMetadata("image/png", 9, 400, 200));
    private static final LabelledScan TALL =
            new LabelledScan("tall", "p2", 0, "", new ScanMetadata("image/png", 9, 100, 400));
    private static final LabelledScan UNKNOWN = new LabelledScan("unknown", "p3", 0, "");

    @Test
    void shouldBeTheWholeOfASqueezedScan() {
        NetworkCrops windows = new NetworkCrops(dataset(Fit.SQUEEZE, null));

        assertThat(windows.apply(WIDE)).isEqualTo(Rectangle.WHOLE);
        assertThat(windows.apply(TALL)).isEqualTo(Rectangle.WHOLE);
    }

    @Test
    void shouldBeTheMiddleOfAScanThatIsCutToTheAspectOfTheNetwork() {
        NetworkCrops windows = new NetworkCrops(dataset(Fit.CENTRE, null));

        assertThat(windows.apply(WIDE)).isEqualTo(new Rectangle(0.25, 0, 0.75, 1));
        assertThat(windows.apply(TALL)).isEqualTo(new Rectangle(0, 0.375, 1, 0.625));
    }

    @Test
    void shouldTakeAScanOfUnknownSizeForAWholeOne() {
        assertThat(new NetworkCrops(dataset(Fit.CENTRE, null)).apply(UNKNOWN)).isEqualTo(Rectangle.WHOLE);
    }

    /** A part of the square may lie beyond the image. */
    @Test
    void shouldBeTheSquareAroundTheLungsOfEachScan() {
        NetworkCrops windows = new NetworkCrops(dataset(
                Fit.LUNGS,
                Arrays.asList(
                        new SeenLungs(new SquareBox(100, 50, 100), 400, 200),
                        new SeenLungs(new SquareBox(-50, 100, 200), 100, 400),
                        null)));

        assertThat(windows.apply(TALL)).isEqualTo(new Rectangle(-0.5, 0.25, 1.5, 0.75));
        assertThat(windows.apply(WIDE)).isEqualTo(new Rectangle(0.25, 0.25, 0.5, 0.75));
    }

    private static Dataset dataset(Fit fit, List<SeenLungs> lungs) {
        return new Dataset(
                "d",
                List.of("A"),
                new InputSpec(8, 8, Interpolation.AREA, fit),
                List.of(WIDE, TALL, UNKNOWN),
                ScanPixels.of(List.of(new byte[64])),
                lungs);
    }
}
