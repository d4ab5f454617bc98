package dev.thorax.worker.audit;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;

import static org.assertj.core.api.Assertions.assertThat;

class MetadataFeaturesTest {

    @Test
    void shouldMakeNumbersOfWhatIsKnownAndMinusOneOfWhatIsNot() {
        InputSpec input = new InputSpec(1, 1, InputSpec.Interpolation.AREA);
        List<LabelledScan> scans = List.of(
                new LabelledScan("a", "p1", 0, "", new ScanMetadata("image/png", 800, 20, 10)),
                new LabelledScan("b", "p2", 1, "", new ScanMetadata("image/jpeg", 100, 10, 10)),
                new LabelledScan("c", "p3", 1, ""));
        MetadataFeatures features = new MetadataFeatures(new Dataset(
                "d", List.of("A", "B"), input, scans, ScanPixels.of(List.of(new byte[1], new byte[1], new byte[1]))));

        assertThat(features.of(0)).containsExactly(20, 10, 2, 800, 4, 0, 1);
        assertThat(features.of(1)).containsExactly(10, 10, 1, 100, 1, 1, 0);
        assertThat(features.of(2)).containsOnly(-1).hasSize(7);
    }

    @Test
    void shouldNotKnowTheSource() {
        InputSpec input = new InputSpec(1, 1, InputSpec.Interpolation.AREA);
        ScanMetadata metadata = new ScanMetadata("image/png", 800, 20, 10);
        List<LabelledScan> scans = List.of(
                new LabelledScan("a", "p1", 0, "", metadata.withSource("st-anna")),
                new LabelledScan("b", "p2", 1, "", metadata.withSource("st-beda")));
        MetadataFeatures features = new MetadataFeatures(
                new Dataset("d", List.of("A", "B"), input, scans, ScanPixels.of(List.of(new byte[1], new byte[1]))));

        assertThat(features.of(0)).isEqualTo(features.of(1)).containsExactly(20, 10, 2, 800, 4, 1);
    }
}
