package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;

import static org.assertj.core.api.Assertions.assertThat;

class SourceLabelsTest {
    private final List<LabelledScan> scans = new ArrayList<>();

    @Test
    void shouldLabelEachScanWithItsSourceInTheOrderOfTheNames() {
        scans("valencia", 10, 1);
        scans("nih", 11, 1);

        Dataset bySource = SourceLabels.of(dataset());

        assertThat(bySource.classes()).containsExactly("nih", "valencia");
        assertThat(bySource.scans().subList(0, 10))
                .extracting(LabelledScan::label)
                .containsOnly(1);
        assertThat(bySource.scans().subList(10, 21))
                .extracting(LabelledScan::label)
                .containsOnly(0);
        assertThat(bySource.scans()).extracting(LabelledScan::scanId).isEqualTo(ids());
        assertThat(bySource.pixels().get(0)).containsExactly(42);
    }

    /** Ten scans of nine patients do not say how the scans of a site look. */
    @Test
    void shouldCountPatientsAndNotScans() {
        scans("few", SourceLabels.FEWEST_PATIENTS - 1, 3);
        scans("enough", SourceLabels.FEWEST_PATIENTS, 1);

        Dataset bySource = SourceLabels.of(dataset());

        assertThat(bySource.classes()).containsExactly("enough");
        assertThat(bySource.scans().subList(0, 27))
                .extracting(LabelledScan::label)
                .containsOnly(-1);
    }

    @Test
    void shouldGiveScansWithoutASourceNoClass() {
        scans(null, 20, 1);
        scans("nih", 10, 1);
        scans.add(new LabelledScan("without-metadata", "p", 0, ""));

        Dataset bySource = SourceLabels.of(dataset());

        assertThat(bySource.classes()).containsExactly("nih");
        assertThat(bySource.scans().subList(0, 20))
                .extracting(LabelledScan::label)
                .containsOnly(-1);
        assertThat(bySource.scans().get(30).label()).isEqualTo(-1);
    }

    private void scans(String source, int patients, int each) {
        ScanMetadata metadata = new ScanMetadata("image/png", 9, 8, 8).withSource(source);
        for (int i = 0; i < patients * each; i++) {
            scans.add(new LabelledScan("s" + scans.size(), source + i / each, i % 2, "", metadata));
        }
    }

    private List<String> ids() {
        return scans.stream().map(LabelledScan::scanId).toList();
    }

    private Dataset dataset() {
        return new Dataset(
                "d",
                List.of("A", "B"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                scans,
                ScanPixels.of(List.of(new byte[] {42})));
    }
}
